// What the host offers. It stores an address and a length at "result".
@external("directory", "title")
declare function title(name: usize, length: usize, result: usize): void;

/** Room for a text that is passed: its address and its length. */
const area = memory.data(8);

let greetings: i32 = 0;

/** The host takes memory for what it passes. Blocks are aligned to 16 bytes, and not collected. */
export function cabi_realloc(old: usize, oldSize: usize, alignment: usize, size: usize): usize {
  return old == 0 ? heap.alloc(size) : heap.realloc(old, size);
}

/** Text that the host has passed is ours: what it lies in is given back. */
function take(address: usize, length: usize): string {
  const text = String.UTF8.decodeUnsafe(address, length);
  if (length != 0) heap.free(address);
  return text;
}

/** greet(name: string) -> string */
export function greet(address: usize, length: usize): usize {
  const name = take(address, length);
  const bytes = String.UTF8.encode(name);
  title(changetype<usize>(bytes), bytes.byteLength, area);
  const greeting = "Hello, " + take(load<usize>(area), load<usize>(area, 4)) + name + "!";
  greetings++;

  const size = String.UTF8.byteLength(greeting);
  const result = heap.alloc(size);
  String.UTF8.encodeUnsafe(changetype<usize>(greeting), greeting.length, result);
  store<usize>(area, result);
  store<usize>(area, size, 4);
  return area;
}

/** The host has read the result. */
export function cabi_post_greet(result: usize): void {
  heap.free(load<usize>(result));
}

/** count() -> s32 */
export function count(): i32 {
  return greetings;
}

/** fail(): an assertion that does not hold calls env.abort. */
export function fail(): void {
  assert(greetings < 0, "nobody is greeted");
}
