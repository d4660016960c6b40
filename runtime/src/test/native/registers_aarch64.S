/*
 * uint64_t checked_call(uint64_t (*function)(void *, void *), void *first, void *second), AArch64: see test.h.
 * Kept by the ABI: x19 to x28, the frame pointer x29, the lower halves of v8 to v15, the control register fpcr.
 */
        .text
        .globl  checked_call
        .type   checked_call, %function
checked_call:
        stp     x29, x30, [sp, #-192]!
        stp     x19, x20, [sp, #16]
        stp     x21, x22, [sp, #32]
        stp     x23, x24, [sp, #48]
        stp     x25, x26, [sp, #64]
        stp     x27, x28, [sp, #80]
        stp     d8, d9, [sp, #96]
        stp     d10, d11, [sp, #112]
        stp     d12, d13, [sp, #128]
        stp     d14, d15, [sp, #144]
        mrs     x9, fpcr
        str     x9, [sp, #160]
        mov     x16, x0
        mov     x0, x1
        mov     x1, x2
        .irp    n, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29
        mov     x\n, #0x1b00 + \n
        movk    x\n, #0x2b00 + \n, lsl #48
        .endr
        mov     x9, #-3
        .irp    n, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 17
        mov     x\n, x9
        .endr
        .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
        movi    v\n\().16b, #0x80 + \n
        .endr
        .irp    n, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
        movi    v\n\().16b, #0xff
        .endr
        blr     x16
        mov     w10, #0
        .irp    n, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29
        mov     x9, #0x1b00 + \n
        movk    x9, #0x2b00 + \n, lsl #48
        cmp     x\n, x9
        cinc    w10, w10, ne
        .endr
        .irp    n, 8, 9, 10, 11, 12, 13, 14, 15
        movi    v0.16b, #0x80 + \n
        fmov    x9, d0
        fmov    x11, d\n
        cmp     x9, x11
        cinc    w10, w10, ne
        .endr
        mrs     x9, fpcr
        ldr     x11, [sp, #160]
        cmp     x9, x11
        cinc    w10, w10, ne
        adrp    x9, registers_lost
        add     x9, x9, :lo12:registers_lost
1:      ldxr    w11, [x9]
        add     w11, w11, w10
        stxr    w12, w11, [x9]
        cbnz    w12, 1b
        ldp     d14, d15, [sp, #144]
        ldp     d12, d13, [sp, #128]
        ldp     d10, d11, [sp, #112]
        ldp     d8, d9, [sp, #96]
        ldp     x27, x28, [sp, #80]
        ldp     x25, x26, [sp, #64]
        ldp     x23, x24, [sp, #48]
        ldp     x21, x22, [sp, #32]
        ldp     x19, x20, [sp, #16]
        ldp     x29, x30, [sp], #192
        ret
        .size   checked_call, . - checked_call

        .bss
        .globl  registers_lost
        .balign 4
registers_lost:
        .zero   4

        .section .note.GNU-stack,"",%progbits
