/*
 * uint64_t checked_call(uint64_t (*function)(void *, void *), void *first, void *second), x86-64: see test.h.
 * Kept by the ABI: rbx, rbp, r12 to r15, the control bits of mxcsr, the x87 control word; the direction flag is
 * clear and the x87 stack empty on return.
 */
        .text
        .globl  checked_call
        .type   checked_call, @function
checked_call:
        push    %rbx
        push    %rbp
        push    %r12
        push    %r13
        push    %r14
        push    %r15
        sub     $40, %rsp
        stmxcsr 8(%rsp)
        fnstcw  12(%rsp)
        mov     %rdi, 16(%rsp)
        mov     %rsi, %rdi
        mov     %rdx, %rsi
        movabs  $0x1b1b1b1b1b1b1b1b, %rbx
        movabs  $0x2b2b2b2b2b2b2b2b, %rbp
        movabs  $0x3c3c3c3c3c3c3c3c, %r12
        movabs  $0x4d4d4d4d4d4d4d4d, %r13
        movabs  $0x5e5e5e5e5e5e5e5e, %r14
        movabs  $0x6f6f6f6f6f6f6f6f, %r15
        mov     $-3, %rax
        mov     %rax, %rcx
        mov     %rax, %rdx
        mov     %rax, %r8
        mov     %rax, %r9
        mov     %rax, %r10
        mov     %rax, %r11
        .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
        pcmpeqd %xmm\n, %xmm\n
        .endr
        call    *16(%rsp)
        xor     %ecx, %ecx
        .macro  expect register, pattern
        movabs  $\pattern, %rdx
        cmp     %rdx, \register
        setne   %dl
        movzx   %dl, %edx
        add     %edx, %ecx
        .endm
        expect  %rbx, 0x1b1b1b1b1b1b1b1b
        expect  %rbp, 0x2b2b2b2b2b2b2b2b
        expect  %r12, 0x3c3c3c3c3c3c3c3c
        expect  %r13, 0x4d4d4d4d4d4d4d4d
        expect  %r14, 0x5e5e5e5e5e5e5e5e
        expect  %r15, 0x6f6f6f6f6f6f6f6f
        stmxcsr 24(%rsp)
        mov     24(%rsp), %edx
        xor     8(%rsp), %edx
        and     $0xffc0, %edx           /* control bits; the rest are sticky flags */
        setne   %dl
        movzx   %dl, %edx
        add     %edx, %ecx
        fnstcw  24(%rsp)
        movzwl  24(%rsp), %edx
        cmp     12(%rsp), %dx
        setne   %dl
        movzx   %dl, %edx
        add     %edx, %ecx
        pushf
        pop     %rdx
        shr     $10, %edx               /* the direction flag */
        and     $1, %edx
        add     %edx, %ecx
        mov     $8, %edx                /* eight numbers fit on the x87 stack if it is empty */
1:      fld1
        dec     %edx
        jnz     1b
        mov     $7, %edx
2:      faddp
        dec     %edx
        jnz     2b
        fistpl  24(%rsp)
        cmpl    $8, 24(%rsp)
        setne   %dl
        movzx   %dl, %edx
        add     %edx, %ecx
        lock add %ecx, registers_lost(%rip)
        add     $40, %rsp
        pop     %r15
        pop     %r14
        pop     %r13
        pop     %r12
        pop     %rbp
        pop     %rbx
        ret
        .size   checked_call, . - checked_call

        .bss
        .globl  registers_lost
        .balign 4
registers_lost:
        .zero   4

        .section .note.GNU-stack,"",@progbits
