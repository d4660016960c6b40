/* What guests import to call com.example.Sessions. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Sessions_H
#define HOSTCALL_com_example_Sessions_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef com_example_Sessions_Session_DECLARED
#define com_example_Sessions_Session_DECLARED
typedef int32_t com_example_Sessions_Session;
#endif

#ifndef com_example_Sessions_Moved_DECLARED
#define com_example_Sessions_Moved_DECLARED
typedef struct {
    com_example_Sessions_Session session;
    int32_t count;
} com_example_Sessions_Moved;
#endif

#ifndef com_example_Sessions_Session_list_DECLARED
#define com_example_Sessions_Session_list_DECLARED
typedef struct {
    const com_example_Sessions_Session *data;
    size_t length;
} com_example_Sessions_Session_list;
#endif

/* Sessions.log(Sessions.Session, String) */
__attribute__((import_module("acme"), import_name("log")))
void acme_log(com_example_Sessions_Session session, const char *text, size_t text_length);

/* Sessions.sum(List<Sessions.Session>) */
__attribute__((import_module("acme"), import_name("sum")))
int32_t acme_sum(const void *sessions, size_t sessions_length);

/* Sessions.move(Sessions.Move) */
__attribute__((import_module("acme"), import_name("move")))
void acme_move(com_example_Sessions_Session move_from, com_example_Sessions_Session move_to, com_example_Sessions_Moved *result);

/* Sessions.open(String) */
__attribute__((import_module("acme"), import_name("open")))
com_example_Sessions_Session acme_open(const char *user, size_t user_length);

/* Sessions.all(Vmctx, Sessions.Session) */
__attribute__((import_module("acme"), import_name("all")))
void acme_all(com_example_Sessions_Session like, com_example_Sessions_Session_list *result);

#ifdef __cplusplus
}
#endif

#endif
