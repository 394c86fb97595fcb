namespace Flammable.Servers;

/// <summary>Writes predictions one by one.</summary>
/// <param name="stream">The stream, which stays open.</param>
/// <param name="isArray">Whether they are one array, in place of lines.</param>
internal sealed class PredictionWriter(Stream stream, bool isArray)
{
    private bool _hasAny;

    /// <summary>Writes what became of a sample; <c>null</c> where it has no prediction, so that the places stay the samples'.</summary>
    public void Write(EvalOutcome outcome)
    {
        if (isArray)
        {
            stream.Write(_hasAny ? ",\n"u8 : "[\n"u8);
        }

        stream.Write(outcome.Error is null ? outcome.Json.Span : "null"u8);
        if (!isArray)
        {
            stream.WriteByte((byte)'\n');
        }

        _hasAny = true;
    }

    /// <summary>Lets who reads the stream see what was written.</summary>
    public void Flush() => stream.Flush();

    /// <summary>Closes the array.</summary>
    public void End()
    {
        if (isArray)
        {
            stream.Write(_hasAny ? "\n]\n"u8 : "[]\n"u8);
        }
    }
}
