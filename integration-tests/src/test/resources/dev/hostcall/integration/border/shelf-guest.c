#include "dev.hostcall.integration.border.Shelf.h" /* generated from the Java interface */

typedef dev_hostcall_integration_border_Shelf_Book handle;
typedef dev_hostcall_integration_border_Shelf_Book_object object;

struct book {
    int32_t pages;
    bool is_there;
};

static struct book books[64];
static int made;
static int32_t live;
static handle kept;

__attribute__((export_name("cabi_realloc")))
void *cabi_realloc(void *old, size_t old_size, size_t alignment, size_t size) {
    static _Alignas(8) char memory[8192];
    static size_t used;
    (void)old;
    (void)old_size;
    used = (used + alignment - 1) / alignment * alignment + size;
    if (used > sizeof memory) {
        __builtin_trap();
    }
    return memory + used - size;
}

static struct book *book(object self) {
    struct book *book = self;
    if (!book->is_there) {
        __builtin_trap();
    }
    return book;
}

handle acme_shelf_books_1_2_3_constructor_book(int32_t pages) {
    struct book *book = &books[made++];
    book->pages = pages;
    book->is_there = true;
    live++;
    return export_acme_shelf_books_1_2_3_resource_new_book(book);
}

void acme_shelf_books_1_2_3_dtor_book(object self) {
    book(self)->is_there = false;
    live--;
}

int32_t acme_shelf_books_1_2_3_method_book_pages(object self) {
    return book(self)->pages;
}

const hostcall_string *acme_shelf_books_1_2_3_method_book_title(object self) {
    static const hostcall_string title = {"a title", 7};
    (void)book(self);
    return &title;
}

void acme_shelf_books_1_2_3_method_book_add(object self, int32_t pages) {
    book(self)->pages += pages;
}

int32_t acme_shelf_books_1_2_3_method_book_compare(object self, object other) {
    return book(self)->pages - book(other)->pages;
}

int32_t acme_shelf_books_1_2_3_method_book_read(object self, int32_t pages) {
    return book(self)->pages - pages;
}

handle acme_shelf_books_1_2_3_method_book_copy(object self) {
    return acme_shelf_books_1_2_3_constructor_book(book(self)->pages);
}

int32_t acme_shelf_books_1_2_3_sum(const void *books, size_t books_length) {
    const object *each = books;
    int32_t sum = 0;
    for (size_t i = 0; i < books_length; i++) {
        sum += book(each[i])->pages;
    }
    return sum;
}

handle acme_shelf_books_1_2_3_static_book_longest(const void *of, size_t of_length) {
    const object *each = of;
    int32_t longest = 0;
    for (size_t i = 0; i < of_length; i++) {
        longest = book(each[i])->pages > longest ? book(each[i])->pages : longest;
    }
    return acme_shelf_books_1_2_3_constructor_book(longest);
}

int32_t acme_shelf_books_1_2_3_lend(int32_t book_is_present, object lent, int32_t times) {
    return book_is_present ? book(lent)->pages * times : -1;
}

int32_t acme_shelf_books_1_2_3_keep(handle taken) {
    if (kept) {
        export_acme_shelf_books_1_2_3_resource_drop_book(kept);
    }
    kept = taken;
    return book(export_acme_shelf_books_1_2_3_resource_rep_book(kept))->pages;
}

const dev_hostcall_integration_border_Shelf_Book_option *acme_shelf_books_1_2_3_kept(void) {
    static dev_hostcall_integration_border_Shelf_Book_option result;
    result.is_present = kept != 0;
    result.value = kept;
    kept = 0;
    return &result;
}

const dev_hostcall_integration_border_Shelf_Book_list *acme_shelf_books_1_2_3_make(int32_t count) {
    static dev_hostcall_integration_border_Shelf_Book_list result;
    static handle all[16];
    for (int32_t i = 0; i < count; i++) {
        all[i] = acme_shelf_books_1_2_3_constructor_book(i);
    }
    result.data = all;
    result.length = count;
    return &result;
}

const dev_hostcall_integration_border_Shelf_Pair *acme_shelf_books_1_2_3_swap(
        handle pair_first, int32_t pair_number, handle pair_second) {
    static dev_hostcall_integration_border_Shelf_Pair result;
    result.first = pair_second;
    result.number = pair_number + 1;
    result.second = pair_first;
    return &result;
}

handle acme_shelf_books_1_2_3_later(int32_t pages) {
    return acme_shelf_books_1_2_3_constructor_book(pages);
}

const acme_shelf_books_1_2_3_wear_result *acme_shelf_books_1_2_3_wear(object worn) {
    static acme_shelf_books_1_2_3_wear_result result;
    int32_t pages = book(worn)->pages;
    handle copy = acme_shelf_books_1_2_3_constructor_book(pages - 1);
    result.is_error = pages < 10;
    if (result.is_error) {
        result.is.error = copy;
    } else {
        result.is.ok = copy;
    }
    return &result;
}

int32_t acme_shelf_books_1_2_3_live(void) {
    return live;
}
