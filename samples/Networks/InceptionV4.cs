using CnnGen;
using Networks.Blocks;

namespace Networks;

/// <summary>
/// Inception-v4: C. Szegedy, S. Ioffe, V. Vanhoucke and A. Alemi, "Inception-v4, Inception-ResNet and the impact of residual connections on learning", 2016.
/// Layers are named as in timm's <c>inception_v4</c>, and kernels stand in its order.
/// </summary>
[Network]
[Input(299, 299, 3)]
[ConvNorm(32, 3, 3, stride: 2, Name = "features.0"), ConvNorm(32, 3, 3, Name = "features.1")]
[ConvNorm(64, 3, 3, padding: Padding.Same, Name = "features.2")]
[InceptionStemPool(Name = "features.3"), InceptionStemFactors(Name = "features.4"), InceptionStemReduction(Name = "features.5")]
[InceptionA(Name = "features.6"), InceptionA(Name = "features.7"), InceptionA(Name = "features.8"), InceptionA(Name = "features.9")]
[ReductionA(Name = "features.10")]
[InceptionB(Name = "features.11"), InceptionB(Name = "features.12"), InceptionB(Name = "features.13"), InceptionB(Name = "features.14")]
[InceptionB(Name = "features.15"), InceptionB(Name = "features.16"), InceptionB(Name = "features.17")]
[ReductionB(Name = "features.18")]
[InceptionC(Name = "features.19"), InceptionC(Name = "features.20"), InceptionC(Name = "features.21")]
[GlobalAveragePool, Dropout(0.2f), Dense(1000, Name = "last_linear"), Softmax]
public partial class InceptionV4;
