namespace Flammable;

/// <summary>Where a setting comes from.</summary>
public enum ConfigurationSource
{
    /// <summary>The platform's default.</summary>
    Default,

    /// <summary>The user's configuration file.</summary>
    User,

    /// <summary>An environment variable.</summary>
    Environment,
}
