use std::alloc::{alloc, handle_alloc_error, realloc, Layout};
use std::sync::atomic::{AtomicI32, Ordering};

static GREETINGS: AtomicI32 = AtomicI32::new(0);

/// A text that crosses the border: an address and a length.
#[repr(C)]
pub struct Text {
    data: *mut u8,
    length: usize,
}

// What the host offers. It stores the title at the address that it is passed.
#[link(wasm_import_module = "directory")]
extern "C" {
    fn title(name: *const u8, length: usize, result: *mut Text);
}

/// The host takes memory for what it passes.
#[no_mangle]
pub unsafe extern "C" fn cabi_realloc(old: *mut u8, old_size: usize, align: usize, size: usize) -> *mut u8 {
    if size == 0 {
        return align as *mut u8;
    }
    let layout = Layout::from_size_align_unchecked(size, align);
    let at = if old_size == 0 {
        alloc(layout)
    } else {
        realloc(old, Layout::from_size_align_unchecked(old_size, align), size)
    };
    if at.is_null() {
        handle_alloc_error(layout);
    }
    at
}

/// What the host has passed is ours, and given back when the text is dropped.
unsafe fn take(data: *mut u8, length: usize) -> String {
    if length == 0 {
        return String::new();
    }
    String::from_raw_parts(data, length, length)
}

/// greet(name: string) -> string
#[no_mangle]
pub unsafe extern "C" fn greet(name: *mut u8, length: usize) -> *mut Text {
    let name = take(name, length);
    let mut title_of_name = Text { data: std::ptr::null_mut(), length: 0 };
    title(name.as_ptr(), name.len(), &mut title_of_name);
    let title_of_name = take(title_of_name.data, title_of_name.length);
    let greeting = format!("Hello, {}{}!", title_of_name, name).into_boxed_str();
    GREETINGS.fetch_add(1, Ordering::Relaxed);
    let length = greeting.len();
    Box::into_raw(Box::new(Text { data: Box::into_raw(greeting) as *mut u8, length }))
}

/// The host has read the greeting.
#[no_mangle]
pub unsafe extern "C" fn cabi_post_greet(greeting: *mut Text) {
    let greeting = Box::from_raw(greeting);
    drop(take(greeting.data, greeting.length));
}

/// count() -> s32
#[no_mangle]
pub extern "C" fn count() -> i32 {
    GREETINGS.load(Ordering::Relaxed)
}

/// fail(): a panic is a trap, which the host sees as an exception.
#[no_mangle]
pub extern "C" fn fail() {
    panic!("nobody is greeted");
}
