using CnnGen.Generator.Operators.Losses;

namespace CnnGen.Generator.Emission;

/// <summary>The members that look alike in every network: they hand on to the library.</summary>
internal static class MemberText
{
    public static string For(string name, Loss? loss, bool hasBatchNorm) => Common.Replace("@Network", name) + (loss is null ? "" : Training(loss, hasBatchNorm));

    private const string Common =
        """
        private readonly NetworkRuntime _runtime;

        private @Network(NetworkRuntime runtime) => _runtime = runtime;

        /// <inheritdoc/>
        static NetworkInfo INetwork<@Network>.Info => s_info;

        /// <summary>Threads that a call may use; by default 1 for a network so small that more do not pay, else the number of processors. More than 256 count as 256.</summary>
        public int Threads
        {
            get => _runtime.Threads;
            set => _runtime.Threads = value;
        }

        /// <summary>The trainable parameters, in PyTorch's order.</summary>
        public NetworkWeights Weights => _runtime.Weights;

        /// <summary>A network with weights initialised as PyTorch does. Same seed, same weights.</summary>
        public static @Network Create(int seed) => Create(seed, Initializer.KaimingUniform);

        /// <summary>A network with weights drawn by an initialiser. Same seed, same weights.</summary>
        public static @Network Create(int seed, Initializer initializer) => new(new NetworkRuntime(s_program, NetworkWeights.Create(s_info, seed, initializer)));

        /// <summary>A network with the weights of a safetensors file, which may stay open until <see cref="Weights"/> are asked for; it may be replaced, not overwritten.</summary>
        /// <exception cref="WeightFileException">The file is damaged, or its tensors are not this network's.</exception>
        public static @Network Load(string path) => new(NetworkRuntime.Load(s_program, path));

        /// <summary>A network with the weights of a safetensors stream.</summary>
        /// <exception cref="WeightFileException">The stream is damaged, or its tensors are not this network's.</exception>
        public static @Network Load(Stream stream) => new(new NetworkRuntime(s_program, NetworkWeights.Load(s_info, stream)));

        /// <summary>Another instance on the same weights, for another thread.</summary>
        public @Network ShareWeights() => new(_runtime.ShareWeights());

        /// <summary>Gives back this instance's memory, and that of the weights with the last instance that shares them.</summary>
        public void Dispose() => _runtime.Dispose();

        /// <summary>Writes the weights as safetensors, with PyTorch's names, shapes and order.</summary>
        public void Save(string path) => Weights.Save(path);

        /// <summary>Writes the weights as safetensors, with PyTorch's names, shapes and order.</summary>
        public void Save(Stream stream) => Weights.Save(stream);

        /// <summary>The outputs of one image, or of several behind each other, [image, row, column, channel]. Allocates nothing.</summary>
        public void Forward(ReadOnlySpan<float> input, Span<float> output) => _runtime.Forward(input, output);

        /// <summary>As <see cref="Forward"/>, but before the softmax, where the network ends in one or in a softmax loss.</summary>
        public void Logits(ReadOnlySpan<float> input, Span<float> output) => _runtime.Logits(input, output);

        /// <summary>The index of the largest output for one image.</summary>
        public int Predict(ReadOnlySpan<float> input) => _runtime.Predict(input);
        """;

    private static string Training(Loss loss, bool hasBatchNorm) =>
        $$"""


        /// <summary>What the loss compares the output with.</summary>
        public static TargetKind TargetKind => TargetKind.{{(loss.TakesLabel ? "Label" : "Values")}};

        /// <summary>The loss that was declared.</summary>
        public static LossKind LossKind => LossKind.{{loss.GetType().Name}};

        /// <summary>Forward and backward over one batch: the gradient of the mean loss. The same bits for every number of threads.{{Averages(hasBatchNorm)}}</summary>
        /// <param name="input">Images, [image, row, column, channel].</param>
        /// <param name="targets">One label or one vector an image.</param>
        /// <param name="gradient">Receives d loss/d parameter, laid out as <see cref="NetworkWeights.Trainable"/>.</param>
        /// <param name="noiseSeed">Seed of what is random in the network (dropout); another one for every batch.</param>
        public BatchResult Gradient(ReadOnlySpan<float> input, Targets targets, Span<float> gradient, long noiseSeed = 0) =>
            _runtime.Gradient(input, targets, gradient, noiseSeed);
        """;

    private static string Averages(bool hasBatchNorm) => hasBatchNorm ? " Moves the running averages." : "";
}
