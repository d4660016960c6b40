/*
 * Lua 5.4 as one program that runs one script: a large real program for the compute benchmark. The sources in lua/ are
 * those of the release 5.4.8, unchanged; their licence is lua/LICENSE. No file is opened and no error is caught: an
 * error of the script traps.
 */
#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* WebAssembly of this level has no long jumps; no script here throws. */
#define LUAI_THROW(L, c) __builtin_trap()
#define LUAI_TRY(L, c, a) {a}
#define luai_jmpbuf int

/* The same run each time, and the same on every machine. */
#define luai_makeseed(L) 20250604u
#define time(t) ((time_t)0)
#define l_randomizePivot() 0u
#define lua_getlocaledecpoint() '.'

/* Files and terminals stay outside. */
#undef stdin
#undef getc
#undef feof
#undef ferror
#define stdin NULL
#define fopen(name, mode) NULL
#define freopen(name, mode, file) NULL
#define fread(into, size, count, file) ((void)(into), (size_t)0)
#define getc(file) ((void)(file), EOF)
#define feof(file) 1
#define ferror(file) 1
#define fclose(file) ((void)(file), 0)
#define lua_writestring(s, l) ((void)(s), (void)(l))
#define lua_writeline() ((void)0)
#define lua_writestringerror(s, p) ((void)(p))

/* As in Lua's own one-file build. */
#define LUA_CORE
#define LUA_LIB
#define ltable_c
#define lvm_c
#include "lua/luaconf.h"
#undef LUAI_FUNC
#undef LUAI_DDEC
#undef LUAI_DDEF
#define LUAI_FUNC static
#define LUAI_DDEC(def)
#define LUAI_DDEF static
#undef LUA_API
#define LUA_API static

#include "lua/lzio.c"
#include "lua/lctype.c"
#include "lua/lopcodes.c"
#include "lua/lmem.c"
#include "lua/lundump.c"
#include "lua/ldump.c"
#include "lua/lstate.c"
#include "lua/lgc.c"
#include "lua/llex.c"
#include "lua/lcode.c"
#include "lua/lparser.c"
#include "lua/ldebug.c"
#include "lua/lfunc.c"
#include "lua/lobject.c"
#include "lua/ltm.c"
#include "lua/lstring.c"
#include "lua/ltable.c"
#include "lua/ldo.c"
#include "lua/lvm.c"
#include "lua/lapi.c"
#include "lua/lauxlib.c"
#include "lua/lbaselib.c"
#include "lua/lmathlib.c"
#include "lua/lstrlib.c"
#include "lua/ltablib.c"

static const char script[] = {
#include "script.inc"
};

/* Runs the script in a new state, with `repeats` as its argument; the integer it returns. */
#ifdef __wasm__
__attribute__((export_name("lua")))
#endif
int64_t
lua(int64_t repeats) {
    static const luaL_Reg libraries[] = {
        {LUA_GNAME, luaopen_base}, {LUA_TABLIBNAME, luaopen_table}, {LUA_STRLIBNAME, luaopen_string}, {LUA_MATHLIBNAME, luaopen_math}};
    lua_State *L = luaL_newstate();
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        luaL_requiref(L, libraries[i].name, libraries[i].func, 1);
        lua_pop(L, 1);
    }
    if (luaL_loadbufferx(L, script, sizeof script, "=script", "t") != LUA_OK) __builtin_trap();
    lua_pushinteger(L, repeats);
    lua_call(L, 1, 1);
    int64_t result = lua_tointeger(L, -1);
    lua_close(L);
    return result;
}
