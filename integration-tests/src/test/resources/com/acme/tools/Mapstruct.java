package shop;

import dev.hostcall.Hostcall;
import org.mapstruct.Mapper;

final class Stock {
    record Row(String name, int count) {}

    record Entry(String name, int count) {}

    @Mapper
    interface Rows {
        Entry entry(Row row);
    }

    private final Rows rows = new Stock$RowsImpl();

    @Hostcall
    Entry entry(String name) {
        return rows.entry(new Row(name, 1));
    }
}
