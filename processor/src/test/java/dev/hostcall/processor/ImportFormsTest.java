package dev.hostcall.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;

/** Hostcalls that guests may import in several forms. */
class ImportFormsTest {
    private static final String POINT = "record Point(int x, long y) {} ";

    private static Compilation compiled(String methods) {
        Compilation compilation = Javac.compile(Javac.source("interface Kv { " + POINT + methods + " }"));
        assertThat(compilation.diagnostics()).isEmpty();
        return compilation;
    }

    private static String generated(String methods) {
        return Javac.generated(compiled(methods), "com/example/KvHostcalls.java");
    }

    @Test
    void aRecordIsOfferedInMemoryAndAsSeveralResults() {
        assertThat(generated("@Hostcall Point at(int a); @Hostcall int size();"))
                .contains(
                        "of(\"env\", \"at\", \"ii:\", HostcallDeclaration.Kind.PLAIN),",
                        "of(\"env\", \"size\", \":i\", HostcallDeclaration.Kind.PLAIN),",
                        "of(\"env\", \"at\", \"i:iI\", HostcallDeclaration.Kind.PLAIN)\n",
                        "case 2 -> atAsValues(target, frame);",
                        "flat.returnTo(frame);");
    }

    @Test
    void aRecordToComeIsOfferedInBothFormsToo() {
        assertThat(generated("@Hostcall CompletableFuture<Point> at();"))
                .contains(
                        "\"at\", \"i:\"",
                        "\"at\", \":iI\"",
                        "frame.blockOn(target.at(), atAsValuesLowering);",
                        "flat.returnTo(to);");
    }

    @Test
    void whatIsOneValueOrNoRecordHasOneForm() {
        assertThat(
                        generated(
                                "record One(int x) {} record Many(Point a, Point b, Point c, Point d, Point e, Point f,"
                                        + " Point g, Point h, int i) {} @Hostcall One one(); @Hostcall Many many(); @Hostcall String text();"
                                        + " @Hostcall List<Point> list(); @Hostcall Optional<Point> optional();"
                                        + " @SuppressWarnings(\"serial\") @HostcallError class Failed extends Exception {} @Hostcall Point error() throws Failed;"))
                .doesNotContain("AsValues");
    }

    @Test
    void aNameThatIsTakenIsNotTakenTwice() {
        assertThat(generated("@Hostcall Point at(); @Hostcall int atAsValues();"))
                .contains("-> at(target, frame)", "-> atAsValues(target, frame)", "-> atAsValues_2(target, frame)");
    }

    @Test
    void theListOfImportsSaysWhichTypesThereAre() {
        assertThat(Javac.generated(compiled("@Hostcall Point at(int a);"), "META-INF/hostcall/com.example.Kv.wat"))
                .contains("""
                          ;; Kv.at(int), or (param i32) (result i32 i64)
                          (import "env" "at" (func $env.at (param $a i32) (param $result i32)))
                        """);
    }

    @Test
    void manyHostcallsInSeveralFormsAreCalledThroughParts() {
        StringBuilder methods = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            methods.append("@Hostcall Point at").append(i).append("();");
        }
        assertThat(generated(methods.toString()))
                .contains("case 0 -> Part1.call(target, index, frame);", "case 1 -> Part2.call(target, index, frame);")
                .contains("case 599 -> at299AsValues(target, frame);");
    }
}
