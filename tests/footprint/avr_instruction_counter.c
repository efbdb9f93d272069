// SPDX-License-Identifier: MIT
// What instruction_counter.c is for QEMU, for an AVR: runs a program in simavr's library and prints, on a line of the standard
// error each, the instructions between visits to one address. It takes the arguments that QEMU takes:
//     <this> <part> -plugin <anything>,mark=<address in hexadecimal> -kernel <program>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say_nothing(avr_t* avr, const int level, const char* format, va_list arguments) {
    (void)avr, (void)level, (void)format, (void)arguments;
}

int main(int count, char** arguments) {
    if (count != 6) {
        fprintf(stderr, "usage: %s <part> -plugin <anything>,mark=<address> -kernel <program>\n", arguments[0]);
        return 2;
    }
    avr_global_logger_set(say_nothing);
    const char* const address = strstr(arguments[3], "mark=");
    const unsigned long mark = address == NULL ? 0 : strtoul(address + strlen("mark="), NULL, 16);
    elf_firmware_t firmware = {{0}};
    avr_t* const avr = avr_make_mcu_by_name(arguments[1]);
    if (avr == NULL || elf_read_firmware(arguments[5], &firmware) != 0) {
        fprintf(stderr, "%s: there is no part %s, or no program %s\n", arguments[0], arguments[1], arguments[5]);
        return 2;
    }
    avr_init(avr);
    avr->frequency = 16000000;
    avr_load_firmware(avr, &firmware);

    unsigned long long executed = 0;
    for (int state = cpu_Running; state == cpu_Running; state = avr->state) {
        if (avr->pc == mark) {
            fprintf(stderr, "%llu\n", executed);
            executed = 0;
        }
        avr_run(avr);
        ++executed;
    }
    return 0;
}
