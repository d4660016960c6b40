package dev.hostcall.runtime;

/**
 * Something that answers a guest's imports: hostcalls in Java ({@link Hostcalls}), the exports of another instance
 * ({@link Instance#exportsAs}), or functions, globals, tables and memory made by the embedder at run time
 * ({@link HostImports}).
 */
public sealed interface ImportSource permits Hostcalls, InstanceExports, HostImports {}
