using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace CnnGen.Tests.Runtime;

/// <summary>What the library does without, so that native programs stay small.</summary>
public sealed class NativeSizeTests
{
    /// <summary>
    /// The compiler makes <c>array[from..to]</c> a call that creates an array of a type known at run time only, which brings the loader of types into a native
    /// program: 0.17 MB. A span's range and <c>ToArray</c> do the same without it.
    /// </summary>
    [Fact]
    public void RangesOfArrays_AreNotCopied()
    {
        using PEReader file = new(File.OpenRead(typeof(Image).Assembly.Location));
        MetadataReader metadata = file.GetMetadataReader();
        Assert.DoesNotContain(
            "GetSubArray",
            metadata.MemberReferences.Select(handle => metadata.GetString(metadata.GetMemberReference(handle).Name)));
    }
}
