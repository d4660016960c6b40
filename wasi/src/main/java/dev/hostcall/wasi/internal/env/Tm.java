package dev.hostcall.wasi.internal.env;

import dev.hostcall.runtime.Memory;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** C's {@code struct tm} in a program's memory, and the time that it stands for in UTC, in seconds since 1970. */
final class Tm {
    private static final int SECOND = 0;
    private static final int MINUTE = 4;
    private static final int HOUR = 8;
    private static final int DAY = 12;
    private static final int MONTH = 16;
    private static final int YEAR = 20;
    private static final int WEEKDAY = 24;
    private static final int DAY_OF_YEAR = 28;
    private static final int SUMMER_TIME = 32;
    private static final int EAST_OF_UTC = 36;

    private static final int FIRST_YEAR = 1900;
    private static final int MONTHS = 12;
    private static final int DAYS_OF_WEEK = 7;
    private static final long SECONDS_OF_HOUR = 3_600;
    private static final long SECONDS_OF_MINUTE = 60;
    private static final long SECONDS_OF_DAY = 86_400;

    private final Memory memory;
    private final long at;

    Tm(Memory memory, int pointer) {
        this.memory = memory;
        this.at = Integer.toUnsignedLong(pointer);
    }

    /** Writes the date of a time; false if that has none. */
    boolean write(long time) {
        LocalDateTime date;
        try {
            date = LocalDateTime.ofEpochSecond(time, 0, ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return false;
        }
        set(SECOND, date.getSecond());
        set(MINUTE, date.getMinute());
        set(HOUR, date.getHour());
        set(DAY, date.getDayOfMonth());
        set(MONTH, date.getMonthValue() - 1);
        set(YEAR, date.getYear() - FIRST_YEAR);
        set(WEEKDAY, date.getDayOfWeek().getValue() % DAYS_OF_WEEK);
        set(DAY_OF_YEAR, date.getDayOfYear() - 1);
        return true;
    }

    /** The same, in the program's time zone, which is UTC. */
    boolean writeLocal(long time) {
        if (!write(time)) {
            return false;
        }
        set(SUMMER_TIME, 0);
        set(EAST_OF_UTC, 0);
        return true;
    }

    /** The time of a date, whose fields may be out of their ranges and are put right; empty if there is no such date. */
    OptionalLong normalize() {
        long months = (long) get(YEAR) * MONTHS + get(MONTH);
        int year = (int) Math.floorDiv(months, (long) MONTHS) + FIRST_YEAR;
        long days;
        try {
            days = LocalDate.of(year, Math.floorMod(months, MONTHS) + 1, 1).toEpochDay() + get(DAY) - 1;
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
        long time = days * SECONDS_OF_DAY + get(HOUR) * SECONDS_OF_HOUR + get(MINUTE) * SECONDS_OF_MINUTE + get(SECOND);
        return write(time) ? OptionalLong.of(time) : OptionalLong.empty();
    }

    /** Answers whoever leaves it open whether it is summer time: it never is. */
    void decideSummerTime() {
        if (get(SUMMER_TIME) < 0) {
            set(SUMMER_TIME, 0);
        }
    }

    private int get(int field) {
        return memory.readInt(at + field);
    }

    private void set(int field, int value) {
        memory.writeInt(at + field, value);
    }
}
