# SPDX-License-Identifier: MIT
# What run and features share: the targets, how a program is built for one, and what is measured of it. To be sourced, in the
# project's folder.
folder=build/footprint
mkdir -p $folder
cc -O2 -shared -fPIC tests/footprint/instruction_counter.c -o $folder/libinstruction_counter.so

# bare <board> <address of flash> <address of RAM>: a board's sources, and what links a program without a system.
bare() {
    echo "ports/boards/$1/*.cpp -nostdlib -Tports/boards/bare-metal/memory.ld -lc -lgcc" \
        "-Wl,--gc-sections -Wl,--no-warn-rwx-segments" \
        "$(printf -- "-Wl,--defsym=%s " "FLASH=$2" "RAM=$3" FLASH_SIZE=256K RAM_SIZE=64K STACK_SIZE=4K)"
}

# target | port | how the names of its binutils begin | compiler and options | board | emulator | programs, if not all
targets() {
    local gcc="arm-none-eabi-g++ -fcallgraph-info=su -mthumb" hard="-mfloat-abi=hard"
    local m4="$gcc -mcpu=cortex-m4 $hard -mfpu=fpv4-sp-d16"
    local riscv="riscv64-unknown-elf-g++ -fcallgraph-info=su -mcmodel=medany --specs=picolibc.specs"
    local quiet="-display none -monitor none -serial none -semihosting-config enable=on,target=native -M"
    local board emulator="qemu-system-arm $quiet" virt virtual="$quiet virt -bios none"
    board=$(bare cortex-m 0 0x20000000)
    virt=$(bare riscv 0x80000000 0x80040000)
    cat <<END
cortex-m0 -Os | microcontroller | arm-none-eabi- | $gcc -mcpu=cortex-m0 -Os | $board | $emulator mps2-an385
cortex-m3 -Os | microcontroller | arm-none-eabi- | $gcc -mcpu=cortex-m3 -Os | $board | $emulator mps2-an385
cortex-m4f -Os | microcontroller | arm-none-eabi- | $m4 -Os | $board | $emulator mps2-an386
cortex-m4f -Os small | microcontroller-small | arm-none-eabi- | $m4 -Os | $board | $emulator mps2-an386
cortex-m4f -O2 | microcontroller | arm-none-eabi- | $m4 -O2 | $board | $emulator mps2-an386
cortex-m7 -Os | microcontroller | arm-none-eabi- | $gcc -mcpu=cortex-m7 $hard -mfpu=fpv5-d16 -Os | \
$board | $emulator mps2-an500
cortex-m33 -Os | microcontroller | arm-none-eabi- | $gcc -mcpu=cortex-m33 $hard -mfpu=fpv5-sp-d16 -Os | \
$(bare cortex-m 0x10000000 0x38000000) | $emulator mps2-an505
cortex-m55 -Os | helium | arm-none-eabi- | $gcc -mcpu=cortex-m55 $hard -Os | $board | $emulator mps3-an547
rv32imac -Os | microcontroller | riscv64-unknown-elf- | $riscv -march=rv32imac -mabi=ilp32 -Os | $virt | qemu-system-riscv32 $virtual
rv32imafc -Os | microcontroller | riscv64-unknown-elf- | $riscv -march=rv32imafc -mabi=ilp32f -Os | $virt | qemu-system-riscv32 $virtual
rv64gc -Os | microcontroller | riscv64-unknown-elf- | $riscv -march=rv64gc -mabi=lp64d -Os | $virt | qemu-system-riscv64 $virtual
avr -Os | microcontroller | avr- | clang++-19 --target=avr -mmcu=atmega328p -gdwarf-4 -Os | ports/boards/avr/board.cpp -mno-relax -Wl,--gc-sections | \
$folder/avr_instruction_counter atmega328p | xor_adam predict
END
}

# build <program> <port> <tools> <compiler> <board>: links it as a firmware project would, and reports on its memory.
build() {
    rm -f "$folder/$1".elf*
    $4 -std=c++17 -ffp-contract=off -fno-math-errno -fno-exceptions -fno-rtti -fno-threadsafe-statics \
        -ffunction-sections -fdata-sections -g -Wall -Wextra -Werror -Ilib -Iports/boards "-Iports/arithmetic/$2" \
        "tests/footprint/$1.cpp" $5 -o "$folder/$1.elf"
    python3 -B lib/cmake/report/report.py "--readelf=${3}readelf" "--objdump=${3}objdump" "--name=$1" \
        "--csv=$folder/$1.csv" "$folder/$1.elf" $folder/$1.elf*.ci >"$folder/$1.txt"
}

# reported <program> <metric>
reported() { awk -F, -v "metric=$2" '$1 == metric {print $2}' "$folder/$1.csv"; }

# instructions <program> <tools> <emulator>: between each two marks, a line each; before the first it is the program's start.
instructions() {
    local mark
    mark=$("${2}nm" "$folder/$1.elf" | awk '/ footprint_mark$/ {print $1}')
    $3 -plugin "$folder/libinstruction_counter.so,mark=$mark" -kernel "$folder/$1.elf" 2>&1
}
