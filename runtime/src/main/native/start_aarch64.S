/*
 * Where guests begin and where faults end, AArch64. In both, on entry: x1 = control block.
 * Control block: 0 guest_sp, 8 host_sp, size 128. Messages travel in x2, the frame of whoever goes on in x9.
 */
        .file   "start_aarch64.S" /* otherwise the linker names the assembler's temporary file, differently in each build */
        .text

/* x9 -> | hostcall_start | entry | guest_sp before | control | ; 16-byte aligned */
        .globl  hostcall_start
        .hidden hostcall_start
        .type   hostcall_start, %function
hostcall_start:
        .cfi_startproc
        .cfi_undefined x30              /* the outermost frame: unwinders stop here */
        hint    #36                     /* bti j */
        mov     sp, x9
        ldr     x10, [x9, #8]
        add     x0, x1, #128            /* struct guest * */
        mov     x29, #0                 /* end of the frame-pointer chain */
        mov     x30, #0
        blr     x10
        ldp     x9, x1, [sp, #16]       /* guest_sp before, control */
        str     x9, [x1]
        mov     x2, #0                  /* GUEST_RETURNED */
        ldr     x9, [x1, #8]
        ldr     x10, [x9]
        br      x10
        .cfi_endproc
        .size   hostcall_start, . - hostcall_start

/* x1 = control, x2 = message: goes on at the host */
        .globl  hostcall_leave
        .hidden hostcall_leave
        .type   hostcall_leave, %function
hostcall_leave:
        .cfi_startproc
        .cfi_undefined x30
        hint    #36
        ldr     x9, [x1, #8]
        ldr     x10, [x9]
        br      x10
        .cfi_endproc
        .size   hostcall_leave, . - hostcall_leave

        .section .note.GNU-stack,"",%progbits
