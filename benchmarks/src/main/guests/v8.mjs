// The modules that are its arguments, in V8. Answers as serve.h does: "function argument" on standard input, "nanoseconds
// result" on standard output.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const env = { add: (left, right) => left + right, str: (address, length) => length }; // what micro.wat imports
const functions = process.argv.slice(2).map((file) => {
  const module = new WebAssembly.Module(readFileSync(file));
  return new WebAssembly.Instance(module, { env }).exports;
});

console.log(`ready Node.js ${process.versions.node}, V8 ${process.versions.v8}`);
for await (const line of createInterface({ input: process.stdin })) {
  const [name, argument] = line.split(' ');
  const call = functions.find((exports) => exports[name])[name];
  const begin = process.hrtime.bigint();
  const result = call(BigInt(argument));
  console.log(`${process.hrtime.bigint() - begin} ${result}`);
}
