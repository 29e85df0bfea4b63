namespace CnnGen.Generator.Tests.Diagnostics;

internal static partial class WrongNetworks
{
    private static WrongNetwork[] Training =>
    [
        new(
            "A dropout rate of one",
            """
            [Network]
            [Input(8, 8, 1), Dense(10), Dropout([|1f|])]
            public partial class Net;
            """,
            "error CNN0201: dropout1: the rate is 1. Use a probability of at least 0 and less than 1."),
        new(
            "A batch norm that would divide by zero",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, Bias = false), BatchNorm(Epsilon = [|0f|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0209: bn1: epsilon is 0. Use a number above 0, such as 1e-5f."),
        new(
            "A momentum that is no share",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3, Bias = false), BatchNorm(Momentum = [|1.5f|]), Dense(10)]
            public partial class Net;
            """,
            "error CNN0209: bn1: momentum is 1.5. Use a share from 0 to 1, such as 0.1f."),
        new(
            "A bias before a batch norm",
            """
            [Network]
            [Input(8, 8, 1), [|Conv|](4, 3), BatchNorm, Relu, Dense(10, Bias = [|true|]), BatchNorm]
            public partial class Net;
            """,
            "info CNN0210: conv1: bn1 subtracts the mean of each channel and the bias with it, so that the bias has no effect. Set Bias = false.",
            "info CNN0210: fc1: bn2 subtracts the mean of each channel and the bias with it, so that the bias has no effect. Set Bias = false."),
        new(
            "A layer after the loss",
            """
            [Network]
            [Input(8, 8, 1), Dense(10), SoftmaxCrossEntropy, [|Relu|]]
            public partial class Net;
            """,
            "error CNN0202: Relu stands after the loss SoftmaxCrossEntropy, which nothing can read. Put the loss last."),
        new(
            "Two losses",
            """
            [Network]
            [Input(8, 8, 1), Dense(10), SoftmaxCrossEntropy, [|MeanSquaredError|]]
            public partial class Net;
            """,
            "error CNN0203: MeanSquaredError is a second loss beside SoftmaxCrossEntropy. Say by From which output each of several reads, or remove one."),
        new(
            "A softmax before SoftmaxCrossEntropy",
            """
            [Network]
            [Input(8, 8, 1), Dense(10), Softmax, [|SoftmaxCrossEntropy|]]
            public partial class Net;
            """,
            "warning CNN0204: loss: SoftmaxCrossEntropy applies a softmax itself, so that softmax1 before it would be a second one. Remove softmax1, or use "
            + "CrossEntropy."),
        new(
            "CrossEntropy of scores",
            """
            [Network]
            [Input(8, 8, 1), Dense(10), [|CrossEntropy|]]
            public partial class Net;
            """,
            "warning CNN0205: loss: CrossEntropy takes the logarithm of probabilities, but fc1 is no softmax. Use SoftmaxCrossEntropy, or put a Softmax "
            + "before it."),
        new(
            "A classification loss over an image",
            """
            [Network]
            [Input(8, 8, 1), Conv(10, 3), [|CrossEntropy|]]
            public partial class Net;
            """,
            "error CNN0206: loss: CrossEntropy needs one score a class, but conv1 is 6×6×10. Put Dense or GlobalAveragePool before it, or use "
            + "SoftmaxCrossEntropy, which takes a label for each position."),
        new(
            "A PRelu that is frozen",
            """
            [Network]
            [Input(8, 8, 1), Conv(4, 3), PRelu(0.1f, Trainable = [|false|]), Dense(10), SoftmaxCrossEntropy]
            public partial class Net;
            """,
            "error CNN0214: prelu1: a PRelu is always trained. Convolutions, dense layers and batch norms can have Trainable = false."),
        new(
            "Checkpointing without a loss",
            """
            [Conv(4, 3), Relu]
            public sealed class UnitAttribute : BlockAttribute;

            [Network]
            [Input(8, 8, 1), Unit(Checkpointing = [|true|]), Dense(10), Softmax]
            public partial class Net;
            """,
            "warning CNN0215: unit1: 'Net' has no loss, so it has no backward pass for which Checkpointing could save memory. Add a loss as its last layer, or "
            + "leave the property out."),
        new(
            "A negative weight of a loss",
            """
            [Network]
            [Input(8, 8, 1), Dense(10), SoftmaxCrossEntropy(Weight = [|-1f|])]
            public partial class Net;
            """,
            "error CNN0211: loss: the weight is −1. Use a number of at least 0."),
        new(
            "Label smoothing that is no share",
            """
            [Network]
            [Input(8, 8, 1), Dense(10), SoftmaxCrossEntropy(LabelSmoothing = [|1f|])]
            public partial class Net;
            """,
            "error CNN0211: loss: label smoothing is 1. Use a number from 0 to below 1."),
        new(
            "A Huber loss without a bound",
            """
            [Network]
            [Input(8, 8, 1), Dense(10), Huber(Delta = [|0f|])]
            public partial class Net;
            """,
            "error CNN0211: loss: delta is 0. Use a number above 0."),
        new(
            "Class weights for other classes",
            """
            [Network]
            [Input(8, 8, 1), Dense(3), SoftmaxCrossEntropy(ClassWeights = [|new float[] { 1, 2 }|])]
            public partial class Net;
            """,
            "error CNN0212: loss has 2 class weights, but fc1 gives 3 scores. List one weight a class."),
        new(
            "A sigmoid before BinaryCrossEntropy",
            """
            [Network]
            [Input(8, 8, 1), Dense(3), Sigmoid, [|BinaryCrossEntropy|]]
            public partial class Net;
            """,
            "warning CNN0213: loss: BinaryCrossEntropy applies a sigmoid itself, so that sigmoid1 before it would be a second one. Remove sigmoid1."),
        new(
            "A softmax of one value",
            """
            [Network]
            [Input(8, 8, 1), Dense(1), [|SoftmaxCrossEntropy|]]
            public partial class Net;
            """,
            "warning CNN0207: loss: a softmax over a single value is always 1. Use one output a class, or Sigmoid for a yes or no."),
        new(
            "A loss with nothing to train",
            """
            [Network]
            [Input(1, 1, 10), Relu, [|SoftmaxCrossEntropy|]]
            public partial class Net;
            """,
            "warning CNN0208: loss: 'Net' has a loss but no layer with weights, so there is nothing to train"),
        new(
            "A dense layer of absurd size",
            """
            [Network]
            [Input(224, 224, 3), Conv(64, 3), Dense([|100|]), Relu, Dense(10)]
            public partial class Net;
            """,
            "warning CNN0302: fc1: 3,154,176 inputs × 100 units are 315,417,600 weights, 1,261 MB. A pooling layer before it would make it smaller."),
    ];
}
