using CnnGen;
using CnnGen.Runtime;

namespace Transfer;

/// <summary>Trains the new head alone: the backbone computes its features once, of each picture in some augmented versions, and costs no gradient.</summary>
internal static class HeadTraining
{
    private const int Versions = 24;
    private const int Epochs = 60;

    public static void Run(PictureNet network, Dataset pictures, Augmentation augmentation)
    {
        PictureFeatures backbone = PictureFeatures.Create(0);
        SharedWeights.Copy(network.Weights, backbone.Weights);
        float[] features = new float[pictures.Count * Versions * PictureFeatures.OutputLength];
        int[] labels = new int[pictures.Count * Versions];
        float[] image = new float[PictureNet.InputLength];
        float[] scratch = new float[image.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            int picture = i / Versions;
            labels[i] = pictures.Label(picture);
            pictures.CopyImage(picture, image);
            RandomSource random = new(1, (ulong)i);
            augmentation.Apply(new AugmentedImage(image, scratch, PictureNet.InputHeight, PictureNet.InputWidth, PictureNet.InputChannels), ref random);
            backbone.Forward(image, features.AsSpan(i * PictureFeatures.OutputLength, PictureFeatures.OutputLength));
        }

        Trainer<PictureHead> trainer = new(new Adam(0.01f), seed: 1) { Schedule = new CosineDecay(Epochs) };
        trainer.Fit(new TensorDataset(features, labels, PictureHead.InputHeight, PictureHead.InputWidth, PictureHead.InputChannels), Epochs, batchSize: 64);
        SharedWeights.Copy(trainer.Network.Weights, network.Weights);
    }
}
