/*
 * Calls the exported networks as a C program does: callers WEIGHTS REPETITIONS. Prints the outputs for a picture that the test knows, then "ok".
 * Anything unexpected ends it with 1 and a line that says where.
 */
#include "lenet5.h"
#include "tiny_net.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 4
#define IMAGES 3

static int repetitions;

static void fail(const char *what, int line)
{
    char text[512];
    lenet5_error(text, sizeof text);
    fprintf(stderr, "callers.c:%d: %s\n%s\n", line, what, text);
    exit(1);
}

#define CHECK(condition) do { if (!(condition)) fail(#condition, __LINE__); } while (0)

static void picture(float *pixels, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pixels[i] = (float)(i % 7) / 7.0f;
}

static void *read_all(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL);
    CHECK(fseek(file, 0, SEEK_END) == 0);
    long length = ftell(file);
    CHECK(length > 0);
    rewind(file);
    void *data = malloc((size_t)length);
    CHECK(data != NULL && fread(data, 1, (size_t)length, file) == (size_t)length);
    fclose(file);
    *size = (size_t)length;
    return data;
}

static void expect_error(int32_t status, int32_t expected, const char *part, int line)
{
    char text[512];
    size_t length = lenet5_error(text, sizeof text);
    if (status != expected || length == 0 || strlen(text) != length || strstr(text, part) == NULL)
        fail(part, line);
}

#define EXPECT(status, expected, part) expect_error(status, expected, part, __LINE__)

static void outputs(const char *weights)
{
    static float input[IMAGES * LENET5_INPUT_LENGTH];
    float output[IMAGES * LENET5_OUTPUT_LENGTH], again[IMAGES * LENET5_OUTPUT_LENGTH];
    lenet5_network *network, *from_memory, *shared;
    size_t size;
    void *data = read_all(weights, &size);
    int32_t answer = -1;

    picture(input, sizeof input / sizeof *input);
    CHECK(lenet5_load(weights, &network) == LENET5_OK && network != NULL);
    CHECK(lenet5_error(NULL, 0) == 0);
    CHECK(lenet5_load_memory(data, size, &from_memory) == LENET5_OK);
    memset(data, 255, size);
    free(data);
    CHECK(lenet5_share(network, &shared) == LENET5_OK);
    CHECK(lenet5_set_threads(network, 2) == LENET5_OK);

    CHECK(lenet5_logits(network, input, 1, output) == LENET5_OK);
    for (int i = 0; i < LENET5_OUTPUT_LENGTH; i++)
        printf("logit %.9g\n", (double)output[i]);

    CHECK(lenet5_forward(network, input, IMAGES, output) == LENET5_OK);
    CHECK(lenet5_forward(from_memory, input, IMAGES, again) == LENET5_OK);
    CHECK(memcmp(output, again, sizeof output) == 0);
    lenet5_free(network);
    CHECK(lenet5_forward(shared, input, IMAGES, again) == LENET5_OK);
    CHECK(memcmp(output, again, sizeof output) == 0);
    CHECK(lenet5_predict(shared, input, &answer) == LENET5_OK);
    for (int i = 0; i < LENET5_OUTPUT_LENGTH; i++)
        CHECK(output[i] <= output[answer]);
    printf("answer %d\n", (int)answer);

    EXPECT(lenet5_forward(network, input, 1, output), LENET5_BAD_ARGUMENT, "freed");
    lenet5_free(network);
    lenet5_free(NULL);
    lenet5_free(from_memory);
    lenet5_free(shared);
}

static void errors(const char *weights)
{
    float input[LENET5_INPUT_LENGTH] = { 0 }, output[LENET5_OUTPUT_LENGTH];
    int32_t answer;
    char text[8];
    lenet5_network *network = (lenet5_network *)text;
    tiny_net_network *tiny;

    EXPECT(lenet5_load("/nowhere/weights.safetensors", &network), LENET5_BAD_FILE, "/nowhere/weights.safetensors");
    CHECK(network == NULL);
    CHECK(lenet5_error(text, sizeof text) > sizeof text && strlen(text) < sizeof text);
    EXPECT(lenet5_load(NULL, &network), LENET5_BAD_ARGUMENT, "path");
    EXPECT(lenet5_load(weights, NULL), LENET5_BAD_ARGUMENT, "network");
    EXPECT(lenet5_load_memory("broken", 6, &network), LENET5_BAD_FILE, "6");
    EXPECT(lenet5_load_memory(NULL, 6, &network), LENET5_BAD_ARGUMENT, "data");
    EXPECT(tiny_net_load(weights, &tiny), TINY_NET_BAD_FILE, "conv1.weight");
    CHECK(tiny == NULL);

    CHECK(lenet5_create(1, &network) == LENET5_OK);
    CHECK(tiny_net_create(1, &tiny) == TINY_NET_OK);
    EXPECT(lenet5_forward(NULL, input, 1, output), LENET5_BAD_ARGUMENT, "NULL");
    EXPECT(lenet5_forward((lenet5_network *)tiny, input, 1, output), LENET5_BAD_ARGUMENT, "no network of this kind");
    EXPECT(lenet5_forward(network, NULL, 1, output), LENET5_BAD_ARGUMENT, "input");
    EXPECT(lenet5_forward(network, input, 1, NULL), LENET5_BAD_ARGUMENT, "output");
    EXPECT(lenet5_forward(network, input, 0, output), LENET5_BAD_ARGUMENT, "images is 0");
    EXPECT(lenet5_forward(network, input, SIZE_MAX, output), LENET5_BAD_ARGUMENT, "images");
    EXPECT(lenet5_logits(network, input, 1, input), LENET5_BAD_ARGUMENT, "output");
    EXPECT(lenet5_predict(network, input, NULL), LENET5_BAD_ARGUMENT, "index");
    EXPECT(lenet5_set_threads(network, 0), LENET5_BAD_ARGUMENT, "threads is 0");
    CHECK(lenet5_predict(network, input, &answer) == LENET5_OK);
    CHECK(lenet5_error(text, sizeof text) == 0 && text[0] == 0);
    lenet5_free(network);
    tiny_net_free(tiny);
}

static void *run_shared(void *argument)
{
    float input[TINY_NET_INPUT_LENGTH], output[TINY_NET_OUTPUT_LENGTH], first[TINY_NET_OUTPUT_LENGTH];
    tiny_net_network *network;
    CHECK(tiny_net_share(argument, &network) == TINY_NET_OK);
    picture(input, TINY_NET_INPUT_LENGTH);
    CHECK(tiny_net_forward(network, input, 1, first) == TINY_NET_OK);
    for (int i = 0; i < repetitions; i++)
    {
        CHECK(tiny_net_forward(network, input, 1, output) == TINY_NET_OK);
        CHECK(memcmp(output, first, sizeof output) == 0);
    }
    CHECK(tiny_net_forward(NULL, input, 1, output) == TINY_NET_BAD_ARGUMENT);
    CHECK(tiny_net_error(NULL, 0) > 0);
    tiny_net_free(network);
    return NULL;
}

static void threads(void)
{
    pthread_t workers[THREADS];
    tiny_net_network *network;
    CHECK(tiny_net_create(7, &network) == TINY_NET_OK);
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_create(&workers[i], NULL, run_shared, network) == 0);
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_join(workers[i], NULL) == 0);
    CHECK(tiny_net_error(NULL, 0) == 0);
    tiny_net_free(network);
}

static long resident_kib(void)
{
    char line[256];
    long kib = -1;
    FILE *status = fopen("/proc/self/status", "r");
    CHECK(status != NULL);
    while (fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "VmRSS: %ld", &kib) == 1)
            break;
    fclose(status);
    return kib;
}

static void memory(const char *weights)
{
    long after_first = 0;
    for (int i = 0; i < 2 * repetitions; i++)
    {
        lenet5_network *network;
        CHECK(lenet5_load(weights, &network) == LENET5_OK);
        lenet5_free(network);
        if (i == repetitions)
            after_first = resident_kib();
    }
    printf("growth %ld KiB over %d networks\n", resident_kib() - after_first, repetitions);
}

int main(int count, char **arguments)
{
    CHECK(count == 3);
    repetitions = atoi(arguments[2]);
    CHECK(lenet5_abi_version() == LENET5_ABI_VERSION && tiny_net_abi_version() == TINY_NET_ABI_VERSION);
    outputs(arguments[1]);
    errors(arguments[1]);
    threads();
    memory(arguments[1]);
    puts("ok");
    return 0;
}
