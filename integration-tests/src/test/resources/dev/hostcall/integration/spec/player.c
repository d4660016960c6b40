/*
 * player.c: plays commands on guest objects without a JVM, so that an emulator can. Of a module without imports it makes an
 * instance as docs/guest-abi.md says. Commands are lines of the standard input, answers are lines of the standard output:
 *
 *   load FILE                  loaded | imports | stopped MESSAGE
 *   call EXPORT SLOT...        returned SIGNATURE SLOT... | trapped CODE | threw | stopped MESSAGE | missing
 *
 * Slots, and names as UTF-8 with a minus in front, are hexadecimal.
 */
#include "engine.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RED_ZONE ((size_t)65536)
#define STACK ((size_t)1 << 20)
#define DATA ((size_t)1 << 20)

static const struct guest_descriptor *module;
static struct guest *guest;

static void fail(const char *what) {
    fprintf(stderr, "player: %s\n", what);
    exit(1);
}

/* | guard | red zone | stack, data, slots, control | memory, as large as it may become, or as accesses reach | guard | */
static void reserve(void) {
    size_t low = GUEST_PAGE + RED_ZONE + STACK + DATA;
    size_t size = low + module->memory_reserve + (module->memory_pages + 1) * GUEST_PAGE;
    char *start = hostcall_reserve(size, 0);
    if (!start || hostcall_allow(start + GUEST_PAGE, low - GUEST_PAGE)) fail("no address space");
    guest = (struct guest *)(start + low);
    struct guest_control *control = guest_control(guest);
    control->memory_size = module->memory_pages * GUEST_PAGE;
    if (control->memory_size && hostcall_allow(guest, control->memory_size)) fail("no memory");
    memcpy(guest, module->image, module->image_size);
    control->stack_low = (uintptr_t)start + GUEST_PAGE;
    control->stack_limit = control->stack_low + RED_ZONE;
    control->flags = module->flags;
}

static char *data_area(void) { return (char *)guest_slot(guest, module->slots - 1) - module->data_size; }

static uint64_t run(void (*entry)(struct guest *)) {
    struct guest_control *control = guest_control(guest);
    control->guest_sp = data_area();
    control->budget = INT64_MAX;
    control->exception = 0;
    return hostcall_resume(control, entry);
}

static void own_cells_and_tables(void) {
    for (uint32_t i = 0; i < module->global_count; i++)
        if (module->globals[i].is_cell) *(void **)(data_area() + module->globals[i].offset) = calloc(2, sizeof(uint64_t));
    for (uint32_t i = 0; i < module->table_count; i++) {
        struct guest_table *table = calloc(1, sizeof *table);
        table->size = module->tables[i].min;
        table->max = module->tables[i].max;
        table->elements = calloc(table->size + 1, sizeof(uint64_t));
        *(struct guest_table **)(data_area() + module->tables[i].offset) = table;
    }
}

static void own_tags(void) {
    for (uint32_t i = 0; i < module->tag_count; i++) {
        struct guest_tag *tag = calloc(1, sizeof *tag);
        for (const char *type = module->tags[i].signature; *type != ':'; type++) tag->slots += *type == 'V' ? 2 : 1;
        *(struct guest_tag **)(data_area() + module->tags[i].offset) = tag;
    }
}

/* Or further memories, which are not made here. */
static int has_imports(void) {
    int found = module->import_count != 0 || module->memory_name || module->memory_count;
    for (uint32_t i = 0; i < module->tag_count; i++) found |= module->tags[i].name != NULL;
    for (uint32_t i = 0; i < module->global_count; i++) found |= module->globals[i].name != NULL;
    for (uint32_t i = 0; i < module->table_count; i++) found |= module->tables[i].name != NULL;
    return found;
}

static void load(const char *file) {
    void *object = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!object) fail(dlerror());
    module = dlsym(object, "hostcall_guest");
    if (!module || module->machine != GUEST_MACHINE) fail("no object for this machine");
    if (has_imports()) {
        module = NULL;
        puts("imports");
        return;
    }
    reserve();
    own_cells_and_tables();
    own_tags();
    uint64_t message = run(module->initialize);
    if (message == GUEST_RETURNED && module->start) message = run(module->start);
    if (message == GUEST_RETURNED) {
        puts("loaded");
    } else {
        printf("stopped %llx\n", (unsigned long long)message);
    }
}

static int is_called(const char *name, const char *hexadecimal) {
    for (; *name && hexadecimal[0] && hexadecimal[1]; name++, hexadecimal += 2) {
        char digits[3] = {hexadecimal[0], hexadecimal[1], 0};
        if ((unsigned char)*name != strtoul(digits, NULL, 16)) return 0;
    }
    return !*name && !*hexadecimal;
}

static void call(const struct guest_export *export) {
    unsigned slot = 0;
    for (char *word; (word = strtok(NULL, " \n"));) guest_slot(guest, slot++)->i64 = (int64_t)strtoull(word, NULL, 16);
    uint64_t message = run(export->entry);
    if ((uint32_t)message == GUEST_TRAPPED) {
        int fault = guest_control(guest)->trap_address != 0;
        printf("trapped %u\n", fault ? GUEST_TRAP_MEMORY_OUT_OF_BOUNDS : (unsigned)(message >> 32));
    } else if (message == GUEST_RETURNED) {
        printf("returned %s", export->signature);
        for (unsigned i = 0; i < module->slots; i++) printf(" %llx", (unsigned long long)guest_slot(guest, i)->i64);
        puts("");
    } else if (message == GUEST_THROWN) {
        puts("threw");
    } else {
        printf("stopped %llx\n", (unsigned long long)message);
    }
}

int main(void) {
    char *line = NULL;
    size_t size = 0;
    if (hostcall_install_fault_handlers()) fail("no fault handlers");
    while (getline(&line, &size, stdin) > 0) {
        char *command = strtok(line, " \n"), *name = strtok(NULL, " \n");
        if (!strcmp(command, "load")) {
            load(name);
            continue;
        }
        const struct guest_export *found = NULL;
        for (uint32_t i = 0; module && i < module->export_count; i++)
            if (is_called(module->exports[i].name, name + 1)) found = &module->exports[i];
        if (found) {
            call(found);
        } else {
            puts("missing");
        }
    }
    return 0;
}
