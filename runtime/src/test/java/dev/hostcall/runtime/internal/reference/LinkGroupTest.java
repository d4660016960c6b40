package dev.hostcall.runtime.internal.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hostcall.runtime.InvalidStateException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinkGroupTest {
    private final List<String> givenBack = new ArrayList<>();
    private final Instance first = new Instance("first", 1);
    private final Instance second = new Instance("second", 2);
    private final Instance third = new Instance("third", 3);

    /** An instance without a guest: its slot is a word in a list. */
    private final class Instance implements Member {
        private final String name;
        private final long base;
        private final LinkGroup group;

        Instance(String name, long base) {
            this.name = name;
            this.base = base;
            this.group = LinkGroup.of(this);
        }

        @Override
        public String guest() {
            return name;
        }

        @Override
        public long base() {
            return base;
        }

        @Override
        public LinkGroup group() {
            return group;
        }

        @Override
        public boolean isClosed() {
            return givenBack.contains(name);
        }

        @Override
        public void giveBack() {
            givenBack.add(name);
        }
    }

    @Test
    void whoJoinsFindsTheOthersByTheirMemory() {
        assertThat(first.group.join(second.group)).isTrue();
        assertThat(first.group.isSame(second.group)).isTrue();
        assertThat(first.group.member(2)).containsSame(second);
        assertThat(second.group.member(1)).containsSame(first);
        assertThat(first.group.member(3)).isEmpty();
        assertThat(third.group.isSame(first.group)).isFalse();
    }

    @Test
    void slotsAreGivenBackOnlyOnceAllAreClosed() {
        assertThat(first.group.joinAll(List.of(second.group, third.group))).isTrue();
        first.group.close(first);
        third.group.close(third);
        assertThat(givenBack).isEmpty();
        assertThat(second.group.hasEnded()).isFalse();
        second.group.close(second);
        assertThat(givenBack).containsExactly("first", "third", "second");
        assertThat(first.group.hasEnded()).isTrue();
        assertThatThrownBy(() -> first.group.function(4711))
                .isInstanceOf(InvalidStateException.class)
                .hasMessage("cannot use a reference to a function: its instance is closed");
    }

    @Test
    void whoWouldJoinAGroupThatHasEndedJoinsNone() {
        second.group.close(second);
        assertThat(first.group.joinAll(List.of(third.group, second.group))).isFalse();
        assertThat(first.group.isSame(third.group)).isFalse();
        assertThat(first.group.join(LinkGroup.ENDED)).isFalse();
        assertThat(givenBack).containsExactly("second");
    }

    @Test
    void anObjectKeepsItsHandleWhereverItsGroupIsMergedInto() {
        Object object = new Object();
        long handle = second.group.handle(object);
        first.group.handle(new Object());
        first.group.join(second.group);
        assertThat(first.group.object(handle)).isSameAs(object);
        assertThat(first.group.handle(object)).isEqualTo(handle);
    }

    @Test
    void aResetForgetsObjectsUnlessOthersMayHoldTheirHandles() {
        long handle = first.group.handle("held");
        first.group.forgetObjects(first);
        assertThat(first.group.object(handle)).isNull();
        long shared = first.group.handle("shared");
        first.group.join(second.group);
        first.group.forgetObjects(first);
        assertThat(second.group.object(shared)).isEqualTo("shared");
    }
}
