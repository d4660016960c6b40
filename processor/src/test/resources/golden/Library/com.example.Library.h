/* What guests export for com.example.Library. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Library_H
#define HOSTCALL_com_example_Library_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef com_example_Library_Book_DECLARED
#define com_example_Library_Book_DECLARED
typedef int32_t com_example_Library_Book;
#endif

#ifndef com_example_Library_Book_object_DECLARED
#define com_example_Library_Book_object_DECLARED
typedef void *com_example_Library_Book_object;
#endif

#ifndef hostcall_string_DECLARED
#define hostcall_string_DECLARED
typedef struct {
    const char *data;
    size_t length;
} hostcall_string;
#endif

#ifndef com_example_Library_Book_list_DECLARED
#define com_example_Library_Book_list_DECLARED
typedef struct {
    const com_example_Library_Book *data;
    size_t length;
} com_example_Library_Book_list;
#endif

#ifndef com_example_Library_Mark_DECLARED
#define com_example_Library_Mark_DECLARED
typedef int32_t com_example_Library_Mark;
#endif

#ifndef com_example_Library_Mark_object_DECLARED
#define com_example_Library_Mark_object_DECLARED
typedef void *com_example_Library_Mark_object;
#endif

#ifndef com_example_Library_Book_option_DECLARED
#define com_example_Library_Book_option_DECLARED
typedef struct {
    bool is_present;
    com_example_Library_Book value;
} com_example_Library_Book_option;
#endif

#ifndef com_example_Library_Loan_DECLARED
#define com_example_Library_Loan_DECLARED
typedef struct {
    com_example_Library_Book book;
    com_example_Library_Mark mark;
} com_example_Library_Loan;
#endif

/* a handle of an object of Library.Book */
__attribute__((import_module("[export]acme:library/books@0.2.1"), import_name("[resource-new]book")))
com_example_Library_Book export_acme_library_books_0_2_1_resource_new_book(com_example_Library_Book_object self);

/* the object of Library.Book with a handle */
__attribute__((import_module("[export]acme:library/books@0.2.1"), import_name("[resource-rep]book")))
com_example_Library_Book_object export_acme_library_books_0_2_1_resource_rep_book(com_example_Library_Book handle);

/* ends a handle of an object of Library.Book */
__attribute__((import_module("[export]acme:library/books@0.2.1"), import_name("[resource-drop]book")))
void export_acme_library_books_0_2_1_resource_drop_book(com_example_Library_Book handle);

/* the end of an object of Library.Book */
__attribute__((export_name("acme:library/books@0.2.1#[dtor]book")))
void acme_library_books_0_2_1_dtor_book(com_example_Library_Book_object self);

/*
 * Library.Book.page()
 *
 * How far one has come.
 */
__attribute__((export_name("acme:library/books@0.2.1#[method]book.page")))
int32_t acme_library_books_0_2_1_method_book_page(com_example_Library_Book_object self);

/* Library.Book.read(int) */
__attribute__((export_name("acme:library/books@0.2.1#[method]book.read")))
const hostcall_string *acme_library_books_0_2_1_method_book_read(com_example_Library_Book_object self, int32_t pages);

/* Library.Book.alike(Library.Book, Optional<Library.Book>) */
__attribute__((export_name("acme:library/books@0.2.1#[method]book.alike")))
const com_example_Library_Book_list *acme_library_books_0_2_1_method_book_alike(com_example_Library_Book_object self, com_example_Library_Book_object other, int32_t more_is_present, com_example_Library_Book_object more);

/* a handle of an object of Library.Mark */
__attribute__((import_module("[export]acme:library/books@0.2.1"), import_name("[resource-new]place-mark")))
com_example_Library_Mark export_acme_library_books_0_2_1_resource_new_place_mark(com_example_Library_Mark_object self);

/* the object of Library.Mark with a handle */
__attribute__((import_module("[export]acme:library/books@0.2.1"), import_name("[resource-rep]place-mark")))
com_example_Library_Mark_object export_acme_library_books_0_2_1_resource_rep_place_mark(com_example_Library_Mark handle);

/* ends a handle of an object of Library.Mark */
__attribute__((import_module("[export]acme:library/books@0.2.1"), import_name("[resource-drop]place-mark")))
void export_acme_library_books_0_2_1_resource_drop_place_mark(com_example_Library_Mark handle);

/* the end of an object of Library.Mark */
__attribute__((export_name("acme:library/books@0.2.1#[dtor]place-mark")))
void acme_library_books_0_2_1_dtor_place_mark(com_example_Library_Mark_object self);

/*
 * Library.open(String)
 *
 * Opens one.
 *
 * title: what is on its cover
 */
__attribute__((export_name("acme:library/books@0.2.1#[constructor]book")))
com_example_Library_Book acme_library_books_0_2_1_constructor_book(const char *title, size_t title_length);

/* Library.findBy(int) */
__attribute__((export_name("acme:library/books@0.2.1#[static]book.find-by")))
const com_example_Library_Book_option *acme_library_books_0_2_1_static_book_find_by(int32_t number);

/* Library.lend(Library.Loan, List<Library.Book>) */
__attribute__((export_name("acme:library/books@0.2.1#lend")))
const com_example_Library_Loan *acme_library_books_0_2_1_lend(com_example_Library_Book loan_book, com_example_Library_Mark loan_mark, const void *other, size_t other_length);

/* Library.giveBack(Library.Mark, Library.Book) */
__attribute__((export_name("acme:library/books@0.2.1#give-back")))
void acme_library_books_0_2_1_give_back(com_example_Library_Mark mark, com_example_Library_Book_object book);

#ifdef __cplusplus
}
#endif

#endif
