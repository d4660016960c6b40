/* What guests import to call com.example.Sessions.Session. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Sessions_00024Session_H
#define HOSTCALL_com_example_Sessions_00024Session_H

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

/* Sessions.Session(String) */
__attribute__((import_module("acme"), import_name("[constructor]session")))
com_example_Sessions_Session acme_constructor_session(const char *user, size_t user_length);

/* Sessions.Session.put(String, long) */
__attribute__((import_module("acme"), import_name("[method]session.put")))
int32_t acme_method_session_put(com_example_Sessions_Session self, const char *key, size_t key_length, int64_t value);

/* Sessions.Session.fork(Vmctx) */
__attribute__((import_module("acme"), import_name("[method]session.fork")))
com_example_Sessions_Session acme_method_session_fork(com_example_Sessions_Session self);

/* Sessions.Session.find(int) */
__attribute__((import_module("acme"), import_name("[static]session.find")))
com_example_Sessions_Session acme_static_session_find(int32_t number);

/* Sessions.Session, dropped */
__attribute__((import_module("acme"), import_name("[resource-drop]session")))
void acme_resource_drop_session(com_example_Sessions_Session self);

#ifdef __cplusplus
}
#endif

#endif
