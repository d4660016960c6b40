/*
 * sampler.c: an agent that interrupts whatever thread computes, each millisecond of processor time, and asks the JVM for its
 * stack inside of the signal's handler, as sampling profilers do. At the end it says how often, and how often there was an answer.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <jvmti.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/time.h>

/* As the JVM declares them, in no header. */
struct call_frame {
    jint line;
    jmethodID method;
};
struct call_trace {
    JNIEnv *env;
    jint frames; /* or why there are none */
    struct call_frame *frame;
};
enum { DEPTH = 256 };

static void (*get_call_trace)(struct call_trace *trace, jint depth, void *context);
static JavaVM *vm;
static atomic_long asked, answered;

static void sample(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)info;
    struct call_frame frame[DEPTH];
    struct call_trace trace = {.frame = frame};
    if ((*vm)->GetEnv(vm, (void **)&trace.env, JNI_VERSION_1_6) != JNI_OK) return; /* a thread of the JVM's own */
    get_call_trace(&trace, DEPTH, context);
    atomic_fetch_add(&asked, 1);
    if (trace.frames > 0) atomic_fetch_add(&answered, 1);
}

static void JNICALL on_class_load(jvmtiEnv *jvmti, JNIEnv *env, jthread thread, jclass type) {
    (void)jvmti;
    (void)env;
    (void)thread;
    (void)type; /* the JVM only wants to see that somebody listens */
}

static void JNICALL on_class_prepare(jvmtiEnv *jvmti, JNIEnv *env, jthread thread, jclass type) {
    (void)env;
    (void)thread;
    jint count;
    jmethodID *methods; /* which is what makes them exist */
    if ((*jvmti)->GetClassMethods(jvmti, type, &count, &methods) == JVMTI_ERROR_NONE)
        (*jvmti)->Deallocate(jvmti, (unsigned char *)methods);
}

JNIEXPORT jint JNICALL Agent_OnLoad(JavaVM *java, char *options, void *reserved) {
    (void)options;
    (void)reserved;
    vm = java;
    *(void **)&get_call_trace = dlsym(RTLD_DEFAULT, "AsyncGetCallTrace");
    jvmtiEnv *jvmti;
    if (!get_call_trace || (*vm)->GetEnv(vm, (void **)&jvmti, JVMTI_VERSION_1_2) != JNI_OK) return JNI_ERR;
    jvmtiEventCallbacks callbacks = {.ClassLoad = on_class_load, .ClassPrepare = on_class_prepare};
    (*jvmti)->SetEventCallbacks(jvmti, &callbacks, sizeof callbacks);
    (*jvmti)->SetEventNotificationMode(jvmti, JVMTI_ENABLE, JVMTI_EVENT_CLASS_LOAD, NULL);
    (*jvmti)->SetEventNotificationMode(jvmti, JVMTI_ENABLE, JVMTI_EVENT_CLASS_PREPARE, NULL);
    struct sigaction action = {.sa_sigaction = sample, .sa_flags = SA_SIGINFO | SA_RESTART};
    sigaction(SIGPROF, &action, NULL);
    struct itimerval each_millisecond = {{0, 1000}, {0, 1000}};
    return setitimer(ITIMER_PROF, &each_millisecond, NULL) ? JNI_ERR : JNI_OK;
}

JNIEXPORT void JNICALL Agent_OnUnload(JavaVM *java) {
    (void)java;
    struct itimerval never = {{0, 0}, {0, 0}};
    setitimer(ITIMER_PROF, &never, NULL);
    printf("asked %ld times, answered %ld\n", atomic_load(&asked), atomic_load(&answered));
    fflush(stdout);
}
