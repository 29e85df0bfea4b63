namespace CnnGen.Generator.Ir;

/// <summary>An operator whose result goes to the gradient of parameters, and which nobody needs to read.</summary>
internal interface IParameterGradient;
