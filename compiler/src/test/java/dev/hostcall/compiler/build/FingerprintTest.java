package dev.hostcall.compiler.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.WasmCompiler;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The digest covers all the code that can decide the bytes of an object. */
class FingerprintTest {

    @Test
    void everyClassOfTheCompilerBesideTheCommandLineIsCovered() throws IOException, URISyntaxException {
        Path classes = Path.of(WasmCompiler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> all;
        try (Stream<Path> files = Files.walk(classes)) {
            all = files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("/cli/"))
                    .filter(name -> !name.matches(".*(package|module)-info\\.class"))
                    .filter(name -> !name.endsWith("/ResourceCompiler.class")) // which only reads options
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .toList();
        }
        assertThat(all)
                .contains("dev/hostcall/compiler/read/Signature", "dev/hostcall/compiler/translate/Operand$Constant");
        assertThat(Fingerprint.classes().keySet()).containsAll(all);
    }

    @Test
    void otherPackagesAreCoveredAndTheJdkIsNot() throws IOException {
        Map<String, byte[]> classes = Fingerprint.classes();
        assertThat(classes.keySet()).noneMatch(name -> name.startsWith("java/"));
        assertThat(classes.keySet()).anyMatch(name -> name.startsWith("dev/hostcall/compiler/read/"));
        assertThat(classes.keySet()).contains("dev/hostcall/abi/WasmType", "dev/hostcall/abi/SignatureText");
    }
}
