namespace CnnGen.Tool.Import.Operators;

/// <summary>Every operator that is translated. A new one is its file and its line here.</summary>
internal static class OnnxOperators
{
    public static readonly IReadOnlyList<OnnxOperator> All =
    [
        AddOperator.Definition,
        AveragePoolOperator.Definition,
        BatchNormalizationOperator.Definition,
        CastOperator.Definition,
        CeluOperator.Definition,
        ClipOperator.Definition,
        ConcatOperator.Definition,
        ConvOperator.Definition,
        ConvTransposeOperator.Definition,
        DivOperator.Definition,
        DropoutOperator.Definition,
        EluOperator.Definition,
        FlattenOperator.Definition,
        GatherOperator.Definition,
        GeluOperator.Definition,
        GemmOperator.Definition,
        GlobalPoolOperator.Average,
        GlobalPoolOperator.Max,
        HardSigmoidOperator.Definition,
        HardSwishOperator.Definition,
        IdentityOperator.Definition,
        LeakyReluOperator.Definition,
        LocalResponseNormOperator.Definition,
        LogSoftmaxOperator.Definition,
        MatMulOperator.Definition,
        MaxOperator.Definition,
        MaxPoolOperator.Definition,
        MinOperator.Definition,
        MulOperator.Definition,
        NegOperator.Definition,
        NegativeLogLikelihoodLossOperator.Definition,
        PReluOperator.Definition,
        PadOperator.Definition,
        ReduceMeanOperator.Definition,
        ReluOperator.Definition,
        ReshapeOperator.Definition,
        ResizeOperator.Definition,
        ResizeOperator.Upsample,
        SeluOperator.Definition,
        ShapeOperator.Definition,
        ShapeOperator.Size,
        SigmoidOperator.Definition,
        SiluOperator.Definition,
        SliceOperator.Definition,
        SoftmaxCrossEntropyLossOperator.Definition,
        SoftmaxOperator.Definition,
        SoftplusOperator.Definition,
        SplitOperator.Definition,
        SqueezeOperator.Definition,
        SubOperator.Definition,
        SumOperator.Definition,
        TanhOperator.Definition,
        TransposeOperator.Definition,
        UnsqueezeOperator.Definition,
    ];

    private static readonly Dictionary<string, OnnxOperator> s_byType = All.ToDictionary(definition => definition.Type);

    public static OnnxOperator? Find(string type) => s_byType.GetValueOrDefault(type);
}
