/* engine.h: the host's side of guest.h. Implemented in engine.c, faults.c, memory.c, clock.c and start_<architecture>.S. */
#ifndef HOSTCALL_ENGINE_H
#define HOSTCALL_ENGINE_H

#include "guest.h"

#define HOSTCALL_API __attribute__((visibility("default")))

/*
 * Runs a guest until it stops, and returns the message it stopped with. `entry` starts a function on top of whatever
 * is suspended on the guest's stack; NULL goes on where the guest stopped. Not to be called from a guest's stack.
 */
HOSTCALL_API uint64_t hostcall_resume(struct guest_control *control, void (*entry)(struct guest *));

/* Installs the fault handlers, in front of those installed before; 0 or an errno. Later calls do nothing. */
HOSTCALL_API int hostcall_install_fault_handlers(void);

/* The guest that runs on this thread, or NULL. Only the fault handler has a use for it. */
extern __thread struct guest_control *hostcall_running __attribute__((tls_model("initial-exec"), visibility("hidden")));

/* Address space of `size` bytes, accessible or not; NULL where there is none. The others: 0, or an errno. */
HOSTCALL_API void *hostcall_reserve(size_t size, int accessible);
HOSTCALL_API int hostcall_release(void *start, size_t size);
HOSTCALL_API int hostcall_allow(void *start, size_t size);  /* makes pages readable and writable */
HOSTCALL_API int hostcall_forbid(void *start, size_t size); /* drops their contents and all access */

/*
 * Back to what was mapped: zeros, or the image. If pages are kept, those stay that were touched, filled with zeros, if they
 * are few and the kernel tells which they are; or else those from `kept` on, which do not lie in the image.
 */
HOSTCALL_API int hostcall_discard(char *start, size_t size, char *kept, size_t kept_size, char *image,
                                  size_t image_size);
HOSTCALL_API long hostcall_page_size(void);

/* Images: contents of linear memory, mapped copy-on-write. One file holds many, at offsets of whole GUEST_PAGEs. */
HOSTCALL_API int hostcall_images_open(void); /* a descriptor, or -errno */
HOSTCALL_API int hostcall_image_write(int file, int64_t offset, const void *contents, size_t size);
HOSTCALL_API int hostcall_image_map(int file, int64_t offset, void *start, size_t size);
HOSTCALL_API int hostcall_image_unmap(void *start, size_t size);              /* puts zeros in its place */
HOSTCALL_API int hostcall_image_drop(int file, int64_t offset, int64_t size); /* nothing may have it mapped */
HOSTCALL_API int hostcall_images_close(int file);

/* clock.c: whose CPU time passes. */
HOSTCALL_API int64_t hostcall_thread_cpu_nanos(void);
HOSTCALL_API int64_t hostcall_thread_id(void);

/* Written in assembly. A fresh guest begins at hostcall_start; a fault leaves through hostcall_leave. */
void hostcall_start(void);
void hostcall_leave(void);

#endif
