// Makes an instance of a module, and does with it what lines of JSON on standard input say, one reply for each.
import fs from 'node:fs';
import { WASI } from 'node:wasi';

const setup = JSON.parse(process.argv[2]);
const wasi = new WASI({
  version: 'preview1',
  args: setup.arguments,
  env: {},
  preopens: { '/': setup.folder },
  stdout: fs.openSync(setup.output, 'w'),
  returnOnExit: true,
});

class Jump extends Error {}
class Abort extends Error {}

// What compilers import from env, as their own JavaScript has it; time is told in UTC.
var env = {
  abort: (...four) => {
    if (four.length === 0) throw new Abort('the program has aborted');
    const [message, file, line, column] = four;
    throw new Abort(`${utf16(message)} in ${utf16(file)}:${line}:${column}`);
  },
  emscripten_memcpy_big: (to, from, length) => new Uint8Array(memory.buffer).copyWithin(to, from, from + length),
  _emscripten_throw_longjmp: () => {
    throw new Jump();
  },
  emscripten_date_now: () => Date.now(),
  emscripten_get_now: () => performance.now(),
  emscripten_get_now_res: () => 1,
  _emscripten_get_now_is_monotonic: () => 1,
  emscripten_get_heap_max: () => 0xffff0000,
  emscripten_resize_heap: size => {
    const missing = Math.ceil(((size >>> 0) - memory.buffer.byteLength) / 65536);
    if (missing > 0) memory.grow(missing);
    return 1;
  },
  _localtime_js: (time, to) => date(to, new Date(Number(time) * 1000)),
  _gmtime_js: (time, to) => date(to, new Date(Number(time) * 1000)),
  _mktime_js: from => {
    const [second, minute, hour, day, month, year] = new Int32Array(memory.buffer, from, 6);
    const found = new Date(Date.UTC(year + 1900, month, day, hour, minute, second));
    date(from, found);
    return BigInt(found.getTime() / 1000);
  },
  _tzset_js: () => {},
  system: command => (command === 0 ? 0 : -1),
};

const module = new WebAssembly.Module(fs.readFileSync(setup.module));
const imports = {};
for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
  if (kind !== 'function') throw new Error(`no ${kind} is offered, as ${from}.${name}`);
  imports[from] ??= {};
  imports[from][name] = name in setup.meanings ? find('env', setup.meanings[name]) : find(from, name);
}
const instance = new WebAssembly.Instance(module, imports);
const { exports } = instance;
const memory = Object.values(exports).find(each => each instanceof WebAssembly.Memory);

function find(from, name) {
  if (from === 'wasi_snapshot_preview1' && name in wasi.wasiImport) return wasi.wasiImport[name];
  if (name in setup.answers) return () => setup.answers[name];
  if (from === 'env' && name in env) return env[name];
  if (from === 'env' && name.startsWith('invoke_')) return invoke;
  if (from === 'env' && name.startsWith('__syscall_')) return () => -52; // ENOSYS
  return () => {
    throw new Error(`${from}.${name} is not offered`);
  };
}

function invoke(index, ...others) {
  const save = exports.emscripten_stack_get_current ?? exports.stackSave;
  const restore = exports._emscripten_stack_restore ?? exports.stackRestore;
  const before = save();
  try {
    return exports.__indirect_function_table.get(index)(...others);
  } catch (e) {
    if (!(e instanceof Jump)) throw e;
    restore(before);
    exports.setThrew(1, 0);
    return 0;
  }
}

function date(to, at) {
  const start = Date.UTC(at.getUTCFullYear(), 0, 1);
  const fields = [at.getUTCSeconds(), at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth()];
  fields.push(at.getUTCFullYear() - 1900, at.getUTCDay(), Math.floor((at.getTime() - start) / 86400000), 0, 0);
  new Int32Array(memory.buffer, to, fields.length).set(fields);
  return 0;
}

function utf16(address) {
  if (address === 0) return 'null';
  const { buffer } = memory;
  const length = new DataView(buffer).getUint32(address - 4, true);
  return Buffer.from(buffer, address, length).toString('utf16le');
}

const argument = text => (text.endsWith('n') ? BigInt(text.slice(0, -1)) : Number(text));

const deeds = {
  call: (name, texts) => String(exports[name](...texts.map(argument))),
  failure: (name, texts) => {
    try {
      exports[name](...texts.map(argument));
    } catch (e) {
      return e instanceof WebAssembly.RuntimeError ? 'trap' : e.message;
    }
    return 'none';
  },
  run: () => wasi.start(instance),
  read: (address, length) => Buffer.from(memory.buffer, address, length).toString('base64'),
  memory: () => memory.buffer.byteLength,
  write: (address, base64) => {
    Buffer.from(base64, 'base64').copy(Buffer.from(memory.buffer, address));
    return 0;
  },
};

if ('memory' in exports && !('_start' in exports)) wasi.initialize(instance);
if (!('_initialize' in exports)) {
  exports.emscripten_stack_init?.();
  exports.__set_stack_limits?.(exports.emscripten_stack_get_base(), exports.emscripten_stack_get_end());
  exports.__wasm_call_ctors?.();
}

let rest = '';
const chunk = Buffer.alloc(1 << 16);
for (;;) {
  const length = fs.readSync(0, chunk);
  if (length === 0) break;
  rest += chunk.toString('latin1', 0, length); // requests are ASCII but for texts, which come as base64
  const lines = rest.split('\n');
  rest = lines.pop();
  for (const line of lines) say(JSON.stringify(reply(JSON.parse(line))));
}

// All of a line, however long: what console.log leaves to be written later would be, as nothing here comes back to the event loop.
function say(line) {
  const bytes = Buffer.from(line + '\n');
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(1, bytes, at);
    } catch (e) {
      if (e.code !== 'EAGAIN') throw e;
    }
  }
}

function reply(request) {
  try {
    return { value: deeds[request.do](...request.with) };
  } catch (e) {
    return { failure: String(e.stack) };
  }
}
