package dev.hostcall.testing;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Region;
import java.lang.reflect.Executable;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests guests of their own, and reports what they leave behind. Each of {@link Guest}, {@link GuestText} and
 * {@link ForGuests} registers it; {@code @ExtendWith(GuestExtension.class)} does so for tests that need none of them.
 *
 * <pre>{@code
 * @Guest("cart.wat")
 * final class ExampleTest {
 *     private final CompletableFuture<Integer> price = new CompletableFuture<>();
 *
 *     @ForGuests
 *     final Hostcalls prices = PricesHostcalls.of(new Prices(item -> price));
 *
 *     @Test
 *     void aGuestWaitsForPrices(Cart cart) {
 *         CompletableFuture<Integer> total = cart.total(List.of("apple", "pear"));
 *         price.complete(80);
 *         assertEquals(160, total.join());
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters of tests, and of methods before and after each of them, may be of these types:
 * <ul>
 * <li>{@link Instance}: an instance of the guest, made for this test. Its start function has run, and so has {@code _initialize} if it
 *     exports one. Methods of one test that ask for the same guest get the same instance.
 * <li>an interface with {@code @GuestInterface}: that instance, called through the interface.
 * <li>{@link GuestModule}: the guest's code, compiled once in each JVM. It is shared: do not close it.
 * <li>{@link Region}: where the test's instances are, with room for 16. The test must close those that it makes there itself.
 * </ul>
 *
 * <p>After each test, everything is closed. The test fails if a run of its guests is still under way (about to end is waited for, for a
 * second), or if an instance that it made in the region is still open. A test that has failed already fails as it did, and what was
 * left behind is suppressed by that failure. Tests may run in parallel.
 */
public final class GuestExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(GuestExtension.class);

    /** For JUnit. */
    public GuestExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Instance.class
                || type == Region.class
                || type == GuestModule.class
                || GuestSource.isNamedBy(parameter)
                || GuestInterfaces.implementationOf(type).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Executable method = parameter.getDeclaringExecutable();
        if (context.getTestMethod().isEmpty() || context.getTestInstance().isEmpty()) {
            throw new ParameterResolutionException(
                    "%s has a parameter for a guest; guests belong to one test each: ask for them in its method, or in @BeforeEach and @AfterEach"
                            .formatted(method.toGenericString()));
        }
        Class<?> type = parameter.getParameter().getType();
        TestGuests guests = guestsOf(context);
        if (type == Region.class) {
            return guests.region();
        }
        GuestSource source = GuestSource.of(parameter, context);
        if (type == GuestModule.class) {
            return guests.module(source);
        }
        if (type == Instance.class) {
            return guests.instance(source);
        }
        return guests.typed(
                source,
                GuestInterfaces.implementationOf(type)
                        .orElseThrow(() -> new ParameterResolutionException(GuestInterfaces.explain(type))));
    }

    /** Made on first use; in the store of the test itself, so that each repetition has its own. */
    private static TestGuests guestsOf(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        TestGuests guests = store.get(TestGuests.class, TestGuests.class);
        if (guests == null) {
            guests = new TestGuests(Given.by(context.getRequiredTestInstances().getAllInstances()));
            store.put(TestGuests.class, guests);
        }
        return guests;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestGuests guests = Objects.requireNonNull(context, "context")
                .getStore(NAMESPACE)
                .remove(TestGuests.class, TestGuests.class);
        if (guests != null) {
            guests.end();
        }
    }
}
