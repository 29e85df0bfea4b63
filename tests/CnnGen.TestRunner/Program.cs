using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using CnnGen.TestRunner;
using Xunit.Abstractions;
using Xunit.Sdk;

// Runs tests of an assembly in this process: CnnGen.TestRunner ASSEMBLY [NAMESPACE …]. Ends with a line as dotnet test prints it; 1 if a test failed or none
// ran.
if (args is not [string file, .. string[] namespaces])
{
    Console.Error.WriteLine("usage: CnnGen.TestRunner ASSEMBLY.dll [NAMESPACE-OR-CLASS …]");
    return 2;
}

Console.WriteLine($"{RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}, AdvSimd {AdvSimd.Arm64.IsSupported}");
Stopwatch watch = Stopwatch.StartNew();
AssemblyName name = AssemblyName.GetAssemblyName(Path.Combine(AppContext.BaseDirectory, file));
using TestRun run =
    new(test => namespaces.Length == 0 || namespaces.Any(wanted => test.TestMethod.TestClass.Class.Name.StartsWith(wanted, StringComparison.Ordinal)));
using XunitTestFramework framework = new(run);
using (ITestFrameworkDiscoverer discoverer = framework.GetDiscoverer(Reflector.Wrap(Assembly.Load(name))))
{
    discoverer.Find(includeSourceInformation: false, run, new Options());
    run.WaitForDiscovery();
}

using (ITestFrameworkExecutor executor = framework.GetExecutor(name))
{
    executor.RunTests(run.Cases, run, new Options());
    run.WaitForExecution();
}

bool isGood = run.Failed == 0 && run.Passed > 0;
int total = run.Passed + run.Failed + run.Skipped;
Console.WriteLine(
    $"{(isGood ? "Passed" : "Failed")}!  - Failed: {run.Failed,5}, Passed: {run.Passed,5}, Skipped: {run.Skipped,5}, Total: {total,5}, Duration: "
    + $"{watch.Elapsed.TotalSeconds:0} s - {file}");
return isGood ? 0 : 1;
