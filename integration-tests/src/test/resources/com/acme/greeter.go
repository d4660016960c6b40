package main

import "unsafe"

var greetings int32

// A text that crosses the border: an address and a length.
type text struct {
	data   unsafe.Pointer
	length uint32
}

// What the host has passed, and what it reads last: known to the collector, which keeps it.
var passed = map[unsafe.Pointer][]uint64{}
var greeting text

// What the host offers. It stores the title at the address that it is passed.
//
//go:wasmimport directory title
func title(name unsafe.Pointer, length uint32, result unsafe.Pointer)

// The host takes memory for what it passes: whole words, aligned for all that crosses.
//
//go:wasmexport cabi_realloc
func cabiRealloc(old unsafe.Pointer, oldSize, alignment, size uint32) unsafe.Pointer {
	words := make([]uint64, size/8+1)
	address := unsafe.Pointer(&words[0])
	copy(unsafe.Slice((*byte)(address), size), unsafe.Slice((*byte)(old), oldSize))
	delete(passed, old)
	passed[address] = words
	return address
}

// What the host has passed is ours, and no longer kept for it.
func take(data unsafe.Pointer, length uint32) string {
	delete(passed, data)
	return string(unsafe.Slice((*byte)(data), length))
}

// greet(name: string) -> string
//
//go:wasmexport greet
func greet(name unsafe.Pointer, length uint32) unsafe.Pointer {
	var titleOfName text
	title(name, length, unsafe.Pointer(&titleOfName))
	bytes := []byte("Hello, " + take(titleOfName.data, titleOfName.length) + take(name, length) + "!")
	greetings++
	greeting = text{unsafe.Pointer(&bytes[0]), uint32(len(bytes))}
	return unsafe.Pointer(&greeting)
}

// count() -> s32
//
//go:wasmexport count
func count() int32 {
	return greetings
}

// fail(): a panic is a trap, which the host sees as an exception.
//
//go:wasmexport fail
func fail() {
	panic("nobody is greeted")
}

func main() {}
