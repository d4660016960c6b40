/* lookup.c: hands the JDK's trusted lookup to Java; see TrustedLookup.java for why. Not on any hot path. */
#include <jni.h>

jobject JNICALL hostcall_trusted_lookup(JNIEnv *env, jclass caller);

jobject JNICALL hostcall_trusted_lookup(JNIEnv *env, jclass caller) {
    (void)caller;
    jclass lookup = (*env)->FindClass(env, "java/lang/invoke/MethodHandles$Lookup");
    if (!lookup) return NULL;
    jfieldID field = (*env)->GetStaticFieldID(env, lookup, "IMPL_LOOKUP", "Ljava/lang/invoke/MethodHandles$Lookup;");
    if (!field) return NULL;
    return (*env)->GetStaticObjectField(env, lookup, field);
}
