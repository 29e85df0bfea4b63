using CnnGen.Generator.Graph;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Emission;

/// <summary>The C header of an exported network: what its functions do, and its sizes as constants.</summary>
/// <remarks>
/// Functions and the numbers of statuses are a binary interface: they are added to, not changed. <see cref="AbiVersion"/> counts what breaks it.
/// </remarks>
internal static class NativeHeaderText
{
    public const int AbiVersion = 1;

    public static string For(NetworkSpec spec, NetworkGraph graph, string prefix)
    {
        TensorShape input = NetworkSizes.InputOf(NetworkPorts.Of(graph));
        string header = Text
            .Replace("@prefix", prefix)
            .Replace("@PREFIX", prefix.ToUpperInvariant())
            .Replace("@Name", spec.Name)
            .Replace("@Version", GeneratorVersion.Text)
            .Replace("@Abi", Numerals.Plain(AbiVersion))
            .Replace("@Height", Numerals.Plain(input.Height))
            .Replace("@Width", Numerals.Plain(input.Width))
            .Replace("@Channels", Numerals.Plain(input.Channels))
            .Replace("@InputLength", Numerals.Plain(input.Length))
            .Replace("@OutputLength", Numerals.Plain(graph.OutputLength))
            .Replace("@ParameterCount", graph.ParameterCount.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return header;
    }

    private const string Text =
        """
        /*
         * The network @Name for C99, C++ and whatever calls C. Written by CnnGen @Version; do not edit.
         *
         * Every function but @prefix_abi_version, @prefix_error and @prefix_free returns a status, 0 for success. After anything else nothing has been
         * changed, a network that would have been made is NULL, and @prefix_error tells what was wrong.
         *
         * Threads: a network is used by one thread at a time, any thread. For another thread make another network on the same weights with
         * @prefix_share. Functions on different networks may run at once, and the errors of threads are apart.
         *
         * Processes: load the library once, do not unload it, and do not call it in a child of fork() that has not called exec().
         */
        #ifndef @PREFIX_H
        #define @PREFIX_H

        #include <stddef.h>
        #include <stdint.h>

        #ifdef __cplusplus
        extern "C" {
        #endif

        /* What this header describes; @prefix_abi_version returns what the library has. Equal numbers fit. */
        #define @PREFIX_ABI_VERSION @Abi

        #define @PREFIX_NAME "@Name"
        #define @PREFIX_INPUT_HEIGHT @Height
        #define @PREFIX_INPUT_WIDTH @Width
        #define @PREFIX_INPUT_CHANNELS @Channels
        #define @PREFIX_INPUT_LENGTH @InputLength    /* floats of an image */
        #define @PREFIX_OUTPUT_LENGTH @OutputLength    /* floats of an output */
        #define @PREFIX_PARAMETER_COUNT @ParameterCount

        /* Statuses. */
        #define @PREFIX_OK 0
        #define @PREFIX_BAD_ARGUMENT 1     /* NULL, a network that was freed, a count of 0 */
        #define @PREFIX_BAD_FILE 2         /* not readable, damaged, or the weights of another network */
        #define @PREFIX_OUT_OF_MEMORY 3
        #define @PREFIX_BUSY 4             /* another thread is using the network */
        #define @PREFIX_FAILED 5           /* anything else */

        /* A handle, not an address: NULL or freed handles are refused. */
        typedef struct @prefix_network @prefix_network;

        int32_t @prefix_abi_version(void);

        /* A network with new weights; the same seed gives the same weights. */
        int32_t @prefix_create(int32_t seed, @prefix_network **network);

        /* A network with the weights of a safetensors file. The path is UTF-8. */
        int32_t @prefix_load(const char *path, @prefix_network **network);

        /* The same from memory, which is not needed after the call. */
        int32_t @prefix_load_memory(const void *data, size_t size, @prefix_network **network);

        /* Another network on the same weights, for another thread. Each is freed by itself, in any order. */
        int32_t @prefix_share(@prefix_network *network, @prefix_network **other);

        /* How many threads a call may use, from 1. */
        int32_t @prefix_set_threads(@prefix_network *network, int32_t threads);

        /*
         * The outputs of images behind each other. An image is [row][column][channel], @PREFIX_INPUT_LENGTH floats; an output is
         * @PREFIX_OUTPUT_LENGTH floats. Input and output must not overlap.
         */
        int32_t @prefix_forward(@prefix_network *network, const float *input, size_t images, float *output);

        /* As @prefix_forward, but before the softmax, where the network ends in one. */
        int32_t @prefix_logits(@prefix_network *network, const float *input, size_t images, float *output);

        /* The index of the largest output for one image. */
        int32_t @prefix_predict(@prefix_network *network, const float *input, int32_t *index);

        /* Frees a network. NULL is ignored. */
        void @prefix_free(@prefix_network *network);

        /*
         * What was wrong with the calling thread's last call: copies at most capacity bytes of UTF-8 with a terminating zero and returns the length of
         * the whole text without it; 0 after success. text may be NULL if capacity is 0.
         */
        size_t @prefix_error(char *text, size_t capacity);

        #ifdef __cplusplus
        }
        #endif

        #endif
        """;
}
