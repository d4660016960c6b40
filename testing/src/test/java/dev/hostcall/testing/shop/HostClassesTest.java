package dev.hostcall.testing.shop;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import dev.hostcall.processor.HostcallProcessor;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

// On the page
final class HostClassesTest {
    private static JavaFileObject stock(String method) {
        return JavaFileObjects.forSourceLines(
                "shop.Stock", "package shop;", "import dev.hostcall.Hostcall;", "final class Stock {", method, "}");
    }

    private static Compilation compile(JavaFileObject source) {
        return javac().withProcessors(new HostcallProcessor()).compile(source);
    }

    @Test
    void aHostClassHasTheImportsThatGuestsExpect() {
        Compilation compilation = compile(stock("@Hostcall boolean inStock(String item) { return true; }"));
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedFile(StandardLocation.CLASS_OUTPUT, "META-INF/hostcall/shop.Stock.wat")
                .contentsAsUtf8String()
                .contains("(import \"env\" \"in_stock\" (func ");
    }

    @Test
    void aTypeThatNoGuestKnowsIsRefused() {
        JavaFileObject source = stock("@Hostcall boolean inStock(Object item) { return true; }");
        assertThat(compile(source))
                .hadErrorContaining("[HostcallParameterType]")
                .inFile(source)
                .onLine(4);
    }
}
// To here
