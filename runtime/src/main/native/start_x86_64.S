/*
 * Where guests begin and where faults end, x86-64. In both, on entry: rsi = control block.
 * Control block: 0 guest_sp, 8 host_sp, size 128. Messages travel in rdx, the frame of whoever goes on in rax.
 */
        .file   "start_x86_64.S" /* otherwise the linker names the assembler's temporary file, differently in each build */
        .text

/* rax -> | hostcall_start | entry | guest_sp before | control | ; 16-byte aligned */
        .globl  hostcall_start
        .hidden hostcall_start
        .type   hostcall_start, @function
hostcall_start:
        .cfi_startproc
        .cfi_undefined rip              /* the outermost frame: unwinders stop here */
        endbr64
        mov     8(%rax), %rcx
        lea     16(%rax), %rsp
        lea     128(%rsi), %rdi         /* struct guest * */
        xor     %ebp, %ebp              /* end of the frame-pointer chain */
        call    *%rcx
        pop     %rax                    /* guest_sp before */
        pop     %rsi                    /* control */
        mov     %rax, (%rsi)
        xor     %edx, %edx              /* GUEST_RETURNED */
        mov     8(%rsi), %rax
        jmp     *(%rax)
        .cfi_endproc
        .size   hostcall_start, . - hostcall_start

/* rsi = control, rdx = message: goes on at the host */
        .globl  hostcall_leave
        .hidden hostcall_leave
        .type   hostcall_leave, @function
hostcall_leave:
        .cfi_startproc
        .cfi_undefined rip
        endbr64
        mov     8(%rsi), %rax
        jmp     *(%rax)
        .cfi_endproc
        .size   hostcall_leave, . - hostcall_leave

        .section .note.GNU-stack,"",@progbits
