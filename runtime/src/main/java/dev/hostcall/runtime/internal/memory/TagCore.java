package dev.hostcall.runtime.internal.memory;

import dev.hostcall.abi.GuestLayout;
import dev.hostcall.abi.SignatureText;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.engine.NativeEngine;
import dev.hostcall.runtime.internal.front.Core;
import dev.hostcall.runtime.internal.reference.PreciseTypes;
import dev.hostcall.runtime.internal.reference.Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tag: its address is what guests know exceptions by, for as long as somebody holds it. */
public final class TagCore extends Core {
    /** Stands, in a guest that does not know the tag, for any; the one value is a handle of the exception. */
    public static final TagCore FOREIGN = new TagCore(List.of(ValueType.I64));

    private final List<ValueType> types;
    private final List<String> texts;
    private final ByteBuffer storage =
            ByteBuffer.allocateDirect(GuestLayout.Tag.BYTES).order(ByteOrder.nativeOrder());

    /** One whose exceptions carry values of these types. */
    public TagCore(List<ValueType> types) {
        this(types, types.stream().map(type -> String.valueOf(type.code())).toList());
    }

    private TagCore(List<ValueType> types, List<String> texts) {
        this.types = List.copyOf(types);
        this.texts = texts;
        storage.putLong(
                GuestLayout.Tag.SLOTS, types.stream().mapToInt(ValueType::slots).sum());
    }

    /** One whose exceptions carry the parameters of a signature, in the notation of guests. */
    public static TagCore of(String signature) {
        return new TagCore(Signature.parse(signature).parameters(), SignatureText.parameterTexts(signature));
    }

    /** Whether another one's exceptions carry values of the very same types. */
    public boolean isLike(TagCore other) {
        return texts.equals(other.texts);
    }

    /** The types of the values its exceptions carry. */
    public List<ValueType> types() {
        return types;
    }

    /** Where guests find it. */
    public long address() {
        return NativeEngine.addressOf(storage);
    }

    /**
     * The values of an exception, copied.
     *
     * @throws IllegalArgumentException if they are not of the tag's types
     */
    public List<@Nullable Object> checked(@Nullable Object... values) {
        if (Objects.requireNonNull(values, "values").length != types.size()) {
            throw new IllegalArgumentException(
                    "%s carries %d values; %d were given".formatted(this, types.size(), values.length));
        }
        List<@Nullable Object> copy = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            Values.check(types.get(i), values[i], "value " + (i + 1) + " of an exception");
            copy.add(values[i]);
        }
        PreciseTypes.of(texts).check(values, i -> "value " + (i + 1) + " of an exception");
        return Collections.unmodifiableList(copy);
    }

    @Override
    public String toString() {
        return "a tag of " + texts.stream().map(SignatureText::describe).toList();
    }
}
