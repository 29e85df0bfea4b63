/*
 * Which of the x86-64 levels (2, 3 or 4) a processor and its operating system have. Apart from the code that asks them, so that a test can ask
 * about processors that it does not run on. Level 2 is what is left: the program for it checks by itself, when it starts, that it can run.
 */

enum
{
    /* CPUID 1, ECX. */
    FMA = 1u << 12,
    MOVBE = 1u << 22,
    AVX = 1u << 28,
    F16C = 1u << 29,

    /* CPUID 7.0, EBX. */
    BMI1 = 1u << 3,
    AVX2 = 1u << 5,
    BMI2 = 1u << 8,
    AVX512F = 1u << 16,
    AVX512DQ = 1u << 17,
    AVX512CD = 1u << 28,
    AVX512BW = 1u << 30,

    /* CPUID 80000001, ECX. */
    LZCNT = 1u << 5,

    /* XCR0: registers that the operating system saves when it switches threads. */
    SSE_STATE = 1u << 1,
    AVX_STATE = 1u << 2,
    AVX512_STATE = 7u << 5,
};

static const unsigned AVX512VL = 1u << 31;

static int has(unsigned bits, unsigned wanted)
{
    return (bits & wanted) == wanted;
}

/* The register of each CPUID leaf that is named above; 0 for a leaf that the processor does not have, and for XCR0 where it cannot be read. */
int cnngen_processor_level(unsigned leaf1, unsigned leaf7, unsigned leaf80000001, unsigned xcr0)
{
    if (!has(leaf1, FMA | MOVBE | AVX | F16C) || !has(leaf7, BMI1 | AVX2 | BMI2) || !has(leaf80000001, LZCNT) || !has(xcr0, SSE_STATE | AVX_STATE))
    {
        return 2;
    }

    return has(leaf7, AVX512F | AVX512DQ | AVX512CD | AVX512BW | AVX512VL) && has(xcr0, AVX512_STATE) ? 4 : 3;
}
