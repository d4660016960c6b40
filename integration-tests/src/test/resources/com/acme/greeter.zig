const std = @import("std");
const allocator = std.heap.wasm_allocator;

var greetings: i32 = 0;

/// A text that crosses the border: an address and a length.
const Text = extern struct { data: [*]u8, length: usize };

// What the host offers. It stores the title at the address that it is passed.
extern "directory" fn title(name: [*]const u8, length: usize, result: *Text) void;

/// Blocks are whole words, aligned for all that crosses.
fn take(size: usize) []u8 {
    const words = allocator.alloc(u64, (size + 7) / 8) catch @panic("no memory is left");
    return std.mem.sliceAsBytes(words)[0..size];
}

fn give(data: [*]u8, size: usize) void {
    if (size == 0) return;
    const words: [*]u64 = @ptrCast(@alignCast(data));
    allocator.free(words[0 .. (size + 7) / 8]);
}

/// The host takes memory for what it passes.
export fn cabi_realloc(old: ?[*]u8, old_size: usize, alignment: usize, size: usize) [*]u8 {
    if (size == 0) return @ptrFromInt(alignment);
    const block = take(size);
    if (old) |data| {
        @memcpy(block[0..old_size], data);
        give(data, old_size);
    }
    return block.ptr;
}

/// greet(name: string) -> string
export fn greet(name: [*]u8, length: usize) *Text {
    defer give(name, length);
    var title_of_name: Text = undefined;
    title(name, length, &title_of_name);
    defer give(title_of_name.data, title_of_name.length);

    const parts = [_][]const u8{ "Hello, ", title_of_name.data[0..title_of_name.length], name[0..length], "!" };
    var size: usize = 0;
    for (parts) |part| size += part.len;
    const text = take(size);
    var end: usize = 0;
    for (parts) |part| {
        @memcpy(text[end..][0..part.len], part);
        end += part.len;
    }
    greetings += 1;
    const greeting = allocator.create(Text) catch @panic("no memory is left");
    greeting.* = .{ .data = text.ptr, .length = size };
    return greeting;
}

/// The host has read the greeting.
export fn cabi_post_greet(greeting: *Text) void {
    give(greeting.data, greeting.length);
    allocator.destroy(greeting);
}

/// count() -> s32
export fn count() i32 {
    return greetings;
}

/// fail(): a panic is a trap, which the host sees as an exception.
export fn fail() void {
    @panic("nobody is greeted");
}
