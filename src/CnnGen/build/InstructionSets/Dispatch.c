/*
 * The main function of a program that was compiled for several instruction sets: hands over to the best one for this processor. The linker puts it
 * in the place of the baseline's main (--wrap); the other programs' are named after their level. Which there are, CNNGEN_V3 and CNNGEN_V4 say.
 */
#include <cpuid.h>
#include <stdlib.h>
#include <string.h>

int cnngen_processor_level(unsigned leaf1, unsigned leaf7, unsigned leaf80000001, unsigned xcr0);

int __real_main(int argc, char **argv);
int cnngen_main_v3(int argc, char **argv);
int cnngen_main_v4(int argc, char **argv);

static int level_of_this_processor(void)
{
    unsigned eax, ebx, ecx, edx, leaf1 = 0, leaf7 = 0, leaf80000001 = 0, xcr0 = 0;
    if (__get_cpuid(1, &eax, &ebx, &ecx, &edx))
    {
        leaf1 = ecx;
    }

    if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx))
    {
        leaf7 = ebx;
    }

    if (__get_cpuid(0x80000001, &eax, &ebx, &ecx, &edx))
    {
        leaf80000001 = ecx;
    }

    if (leaf1 & bit_OSXSAVE)
    {
        /* Written as an instruction: the intrinsic would want this file to be compiled for processors that have it. */
        __asm__ volatile("xgetbv" : "=a"(xcr0), "=d"(edx) : "c"(0));
    }

    return cnngen_processor_level(leaf1, leaf7, leaf80000001, xcr0);
}

/* The highest level that the user lets it choose, as in x86-64-v2: 9 where none is named. A level that the processor lacks cannot be asked for. */
static int level_allowed(void)
{
    const char *name = getenv("CNNGEN_INSTRUCTION_SET");
    const char *version = name ? strrchr(name, 'v') : 0;
    return version ? version[1] - '0' : 9;
}

int __wrap_main(int argc, char **argv)
{
    int level = level_of_this_processor();
    int allowed = level_allowed();
    if (level > allowed)
    {
        level = allowed;
    }

#ifdef CNNGEN_V4
    if (level >= 4)
    {
        return cnngen_main_v4(argc, argv);
    }
#endif
#ifdef CNNGEN_V3
    if (level >= 3)
    {
        return cnngen_main_v3(argc, argv);
    }
#endif
    return __real_main(argc, argv);
}
