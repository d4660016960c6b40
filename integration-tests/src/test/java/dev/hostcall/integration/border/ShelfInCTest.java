package dev.hostcall.integration.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.compiler.WasmCompiler;
import dev.hostcall.integration.border.Shelf.Book;
import dev.hostcall.integration.border.Shelf.Pair;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guest in C defines a resource with the header that is generated for an interface. */
final class ShelfInCTest {
    @TempDir
    private Path directory;

    private Path wasm() throws IOException, URISyntaxException {
        Path wasm = directory.resolve("shelf.wasm");
        Clang.orAbort()
                .run(List.of(
                        "--target=wasm32",
                        "-O1",
                        "-nostdlib",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-Wl,--no-entry",
                        "-I"
                                + resource("/META-INF/hostcall/" + Shelf.class.getName() + ".h")
                                        .getParent(),
                        "-o",
                        wasm.toString(),
                        resource("shelf-guest.c").toString()));
        return wasm;
    }

    private static Path resource(String name) throws URISyntaxException {
        URL found = Objects.requireNonNull(ShelfInCTest.class.getResource(name), name);
        return Path.of(found.toURI());
    }

    @Test
    void itsObjectsAreMadeLentGivenAndDestroyed() throws Exception {
        try (GuestModule module = GuestModule.load(WasmCompiler.compile(wasm(), CompilerOptions.defaults()));
                Region region = Region.create(1, Limits.defaults());
                Instance instance = region.newInstance(module)) {
            Shelf shelf = ShelfGuest.of(instance, Runnable::run);
            try (Book a = shelf.book(100);
                    Book b = shelf.book(20)) {
                a.add(1);
                assertThat(a.isLong()).isTrue();
                assertThat(a.title()).isEqualTo("a title");
                assertThat(a.compare(b)).isEqualTo(81);
                assertThat(a.read(1)).isCompletedWithValue(100);
                assertThat(shelf.sum(List.of(a, b, a))).isEqualTo(222);
                assertThat(shelf.lend(Optional.of(b), 3)).isEqualTo(60);
                assertThat(shelf.lend(Optional.empty(), 3)).isEqualTo(-1);
                assertThat(shelf.keep(a.copy())).isEqualTo(101);
                assertThat(shelf.keep(shelf.longest(List.of(b, a))))
                        .as("which drops the first")
                        .isEqualTo(101);
                assertThat(shelf.live()).isEqualTo(3);
                shelf.kept().orElseThrow().close();
                assertThat(shelf.kept()).isEmpty();
                assertThat(shelf.wear(b).pages()).isEqualTo(19);
            }
            List<Book> books = shelf.make(2);
            Pair swapped = shelf.swap(new Pair(books.get(0), 7, books.get(1)));
            assertThat(swapped.first().pages()).isEqualTo(1);
            assertThat(swapped.number()).isEqualTo(8);
            assertThatExceptionOfType(Shelf.Worn.class)
                    .isThrownBy(() -> shelf.wear(swapped.second()))
                    .satisfies(worn -> assertThat(worn.error().pages()).isEqualTo(-1));
            assertThat(shelf.later(5)).isCompletedWithValueMatching(book -> book.pages() == 5);
            assertThat(shelf.live()).isEqualTo(5);
        }
    }
}
