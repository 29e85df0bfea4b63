namespace CnnGen.Generator.Diagnostics;

/// <summary>Every id that was ever given out, by family. An id keeps its meaning for good and is never used again.</summary>
internal static class DiagnosticIds
{
    // CNN00xx: declaration.
    public const string NotPartial = "CNN0001";
    public const string ContainingTypeNotPartial = "CNN0002";
    public const string Generic = "CNN0003";
    public const string FileLocal = "CNN0004";
    public const string UnsuitableClass = "CNN0005";
    public const string TwoDeclarations = "CNN0006";
    public const string LayersWithoutNetwork = "CNN0007";
    public const string NoLayers = "CNN0008";
    public const string NoInput = "CNN0009";
    public const string InputNotFirst = "CNN0010";
    public const string InputTwice = "CNN0011";
    public const string BadName = "CNN0012";
    public const string DuplicateName = "CNN0013";
    public const string UnknownName = "CNN0014";
    public const string ForwardReference = "CNN0015";
    public const string UnusedLabel = "CNN0016";
    public const string UnusedOutput = "CNN0017";
    public const string UnusedFrom = "CNN0018";
    public const string UnknownLayer = "CNN0019";
    public const string TooFewOperands = "CNN0020";
    public const string UnsafeCodeOff = "CNN0021";
    public const string BlockWithoutLayers = "CNN0022";
    public const string NotInBlock = "CNN0023";
    public const string BlockRecursion = "CNN0024";
    public const string BadExpression = "CNN0025";
    public const string UnknownParameter = "CNN0026";
    public const string InexactDivision = "CNN0027";
    public const string ExpressionOverflow = "CNN0028";
    public const string WrongArgumentType = "CNN0029";
    public const string GeneratorFault = "CNN0030";
    public const string LanguageVersion = "CNN0031";
    public const string NameOfMember = "CNN0032";
    public const string TakenMember = "CNN0033";
    public const string OwnConstructor = "CNN0034";
    public const string LateConstant = "CNN0039";
    public const string OutputTwice = "CNN0035";
    public const string DuplicateOutput = "CNN0036";
    public const string SharedWeightsDiffer = "CNN0037";
    public const string NoWeights = "CNN0038";
    public const string ValuesDiffer = "CNN0041";
    public const string BadExportPrefix = "CNN0040";

    // CNN01xx: shape.
    public const string WindowDoesNotFit = "CNN0101";
    public const string NotPositive = "CNN0102";
    public const string NegativePadding = "CNN0103";
    public const string MixedSamePadding = "CNN0104";
    public const string AddOperandsDiffer = "CNN0105";
    public const string ConcatOperandsDiffer = "CNN0106";
    public const string PaddingCoversWindow = "CNN0107";
    public const string TooLarge = "CNN0108";
    public const string NotFinite = "CNN0109";
    public const string RowsNeverRead = "CNN0110";
    public const string MultiplyOperandsDiffer = "CNN0111";
    public const string EmptyRange = "CNN0112";
    public const string GroupsDoNotDivide = "CNN0121";
    public const string DivisorNotPositive = "CNN0122";
    public const string AlphaOfThePaper = "CNN0123";
    public const string ChannelsFirst = "CNN0130";
    public const string OutputPaddingTooLarge = "CNN0124";
    public const string TransposedHasNoOutput = "CNN0125";
    public const string SliceOutside = "CNN0126";
    public const string DoesNotDivide = "CNN0127";
    public const string ReshapeDiffers = "CNN0128";

    // CNN02xx: training.
    public const string DropoutRate = "CNN0201";
    public const string LayerAfterLoss = "CNN0202";
    public const string TwoLosses = "CNN0203";
    public const string SoftmaxBeforeSoftmaxCrossEntropy = "CNN0204";
    public const string CrossEntropyWithoutSoftmax = "CNN0205";
    public const string LossNeedsVector = "CNN0206";
    public const string SoftmaxOfOne = "CNN0207";
    public const string NothingToTrain = "CNN0208";
    public const string BatchNormNumber = "CNN0209";
    public const string RedundantBias = "CNN0210";

    public const string LossNumber = "CNN0211";
    public const string ClassWeightsDiffer = "CNN0212";
    public const string SigmoidBeforeBinaryCrossEntropy = "CNN0213";
    public const string AlwaysTrained = "CNN0214";
    public const string CheckpointingWithoutLoss = "CNN0215";
    public const string NoLoss = "CNN0230";

    // CNN03xx: performance.
    public const string AotInstructionSet = "CNN0301";
    public const string AbsurdDense = "CNN0302";

    // CNN04xx: weights.
    public const string TensorMissing = "CNN0401";
    public const string TensorSurplus = "CNN0402";
    public const string TensorShapeDiffers = "CNN0403";
    public const string WeightFileUnreadable = "CNN0404";
    public const string UnknownNetwork = "CNN0405";
}
