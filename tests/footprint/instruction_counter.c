// SPDX-License-Identifier: MIT
// A plugin for QEMU 7.2 that counts the instructions between visits to one address, and prints each count on a line of the
// standard error: the address is where a program calls footprint_mark(). Built with
//     cc -O2 -shared -fPIC instruction_counter.c -o libinstruction_counter.so
// and used with -plugin <path>,mark=<address in hexadecimal>. Debian ships QEMU with plugins but without their header, so the
// few declarations stand here (QEMU's documentation: "QEMU TCG Plugins", version 1 of the interface).
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum { qemu_plugin_inline_add_u64 = 0, qemu_plugin_no_registers = 0 };

size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb*);
struct qemu_plugin_insn* qemu_plugin_tb_get_insn(const struct qemu_plugin_tb*, size_t);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn*);
void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t, void (*)(uint64_t, struct qemu_plugin_tb*));
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn*, void (*)(unsigned, void*), int, void*);
void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn*, int, void*, uint64_t);

int qemu_plugin_version = 1;

static uint64_t mark, executed, at_last_visit;

static void visit(unsigned processor, void* data) {
    (void)processor;
    (void)data;
    fprintf(stderr, "%llu\n", (unsigned long long)(executed - at_last_visit));
    at_last_visit = executed;
}

static void translate(uint64_t id, struct qemu_plugin_tb* block) {
    (void)id;
    for (size_t i = 0; i < qemu_plugin_tb_n_insns(block); ++i) {
        struct qemu_plugin_insn* const instruction = qemu_plugin_tb_get_insn(block, i);
        qemu_plugin_register_vcpu_insn_exec_inline(instruction, qemu_plugin_inline_add_u64, &executed, 1);
        if (qemu_plugin_insn_vaddr(instruction) == mark) {
            qemu_plugin_register_vcpu_insn_exec_cb(instruction, visit, qemu_plugin_no_registers, NULL);
        }
    }
}

int qemu_plugin_install(uint64_t id, const void* info, int count, char** arguments) {
    (void)info;
    for (int i = 0; i < count; ++i) {
        if (strncmp(arguments[i], "mark=", 5) == 0) {
            mark = strtoull(arguments[i] + 5, NULL, 16);
        }
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
    return 0;
}
