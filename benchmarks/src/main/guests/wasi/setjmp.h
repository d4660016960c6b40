/* WebAssembly of this level has no long jumps; lua.c does without, but a source of Lua's includes this header. */
