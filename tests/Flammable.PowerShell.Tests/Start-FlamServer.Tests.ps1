BeforeAll {
    Import-Module "$PSScriptRoot/Fixtures/Flammable.Fixtures.psm1" -Force
    Initialize-FlamTest $TestDrive
    $snapshot = New-ServedSnapshot "$TestDrive/served"
}

AfterAll { Restore-FlamTest }

Describe 'Start-FlamServer' {
    AfterEach { Stop-TestServer }

    It 'serves the last snapshot of a task and emits the server' {
        $server = Start-FlamServer "$TestDrive/served"

        $server | Should -BeOfType ([Flammable.Servers.ModelServer])
        $server.State | Should -Be 'Running'
        $server.Experiment | Should -Be 'served'
        $server.Snapshot | Should -Be $snapshot.Name
        $server.Library | Should -Be $env:FLAMMABLE_LIBRARY
        $server.Address | Should -BeLike "unix:$TestDrive/*" -Because 'its files are in the data folder of the test'
        $server.TokenPath | Should -BeNullOrEmpty
        Invoke-FlamEval -Server $server -InputObject 2 | Should -Be 4
    }

    It 'serves a snapshot from the pipeline, by a path with brackets, and the current location' {
        ($snapshot | Start-FlamServer).Snapshot | Should -Be $snapshot.Name
        $null = New-ServedSnapshot "$TestDrive/in [1]"
        (Start-FlamServer -LiteralPath "$TestDrive/in [1]").Experiment | Should -Be 'in [1]'
        Push-Location "$TestDrive/served"
        try { (Start-FlamServer).Experiment | Should -Be 'served' } finally { Pop-Location }
        Get-FlamServer | Should -HaveCount 3
    }

    It 'takes the options of the server' {
        $server = Start-FlamServer "$TestDrive/served" -Workers 2 -Timeout 0.5 -QueueLength 5 -MaxBatchSize 4 -MaxBatchWait 1.5 -MaxRequestSize 10kb
        $server.Workers | Should -Be 2

        Invoke-FlamEval -Server $server -InputObject "sleep:$TestDrive/slow.sample" -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SampleTimedOut,Flammable.Commands.InvokeFlamEvalCommand'
    }

    It 'starts nothing under -WhatIf' {
        Start-FlamServer "$TestDrive/served" -WhatIf | Should -BeNullOrEmpty
        Get-FlamServer | Should -BeNullOrEmpty
    }

    It 'answers over HTTP on a port of its own, to whoever has the token' {
        $server = Start-FlamServer "$TestDrive/served" -Port 0
        $server.Address | Should -Match '^http://127\.0\.0\.1:\d+$'
        $token = Get-Content $server.TokenPath -Raw | ConvertTo-SecureString -AsPlainText
        $request = @{ Uri = "$($server.Address)/v1/eval"; Method = 'Post'; ContentType = 'application/json'; Body = '{"sample": 21}' }

        (Invoke-RestMethod @request -Authentication Bearer -Token $token -AllowUnencryptedAuthentication).result | Should -Be 42
        { Invoke-RestMethod @request } | Should -Throw '*401*'
    }

    It 'answers over HTTPS with a certificate' {
        $key = [Security.Cryptography.RSA]::Create(2048)
        $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=localhost', $key, 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([DateTimeOffset]::Now.AddDays(-1), [DateTimeOffset]::Now.AddDays(1))
        $expired = $request.CreateSelfSigned([DateTimeOffset]::Now.AddDays(-2), [DateTimeOffset]::Now.AddDays(-1))
        Set-Content "$TestDrive/expired.pem" $expired.ExportCertificatePem()
        Set-Content "$TestDrive/server.pem" $certificate.ExportCertificatePem()
        Set-Content "$TestDrive/server.key" $key.ExportPkcs8PrivateKeyPem()
        Push-Location $TestDrive
        try { $server = Start-FlamServer ./served -Listen 127.0.0.1:0 -Certificate server.pem -CertificateKey server.key } finally { Pop-Location }

        $server.Address | Should -Match '^https://127\.0\.0\.1:\d+$'
        Invoke-RestMethod "$($server.Address)/health/ready" -SkipCertificateCheck -StatusCodeVariable status
        $status | Should -Be 200

        $null = Start-FlamServer "$TestDrive/served" -Listen 127.0.0.1:0 -Certificate "$TestDrive/expired.pem" -CertificateKey "$TestDrive/server.key" -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike "The certificate '*expired.pem' expired on *"

        Start-FlamServer "$TestDrive/served" -Listen nowhere -Certificate "$TestDrive/server.pem" -CertificateKey "$TestDrive/server.key" -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'AddressInvalid,Flammable.Commands.StartFlamServerCommand'
    }

    It 'leaves nothing open in the shell' -Skip:(-not $IsLinux) {
        function Get-OpenPipe { @(Get-ChildItem "/proc/$PID/fd" | Where-Object LinkTarget -like 'pipe:*').Count }
        $before = Get-OpenPipe
        1..4 | ForEach-Object { Start-FlamServer "$TestDrive/served" } | Stop-FlamServer
        Get-OpenPipe | Should -BeLessOrEqual $before
    }

    It 'takes a socket of a name, which a second server does not get' {
        Push-Location $TestDrive
        try { $server = Start-FlamServer "$TestDrive/served" -Socket own.sock } finally { Pop-Location }
        $server.SocketPath | Should -Be "$TestDrive/own.sock"

        Start-FlamServer "$TestDrive/served" -Socket "$TestDrive/own.sock" -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'AddressInUse,Flammable.Commands.StartFlamServerCommand'
        $errors[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Socket*'
        Get-FlamServer | Should -HaveCount 1
    }

    It 'answers AddressInUse for a port that another program has' {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        try { Start-FlamServer "$TestDrive/served" -Port $listener.LocalEndpoint.Port -ErrorVariable errors -ErrorAction SilentlyContinue }
        finally { $listener.Stop() }

        $errors.FullyQualifiedErrorId | Should -Be 'AddressInUse,Flammable.Commands.StartFlamServerCommand'
        Get-FlamServer | Should -BeNullOrEmpty
    }

    It 'says what is wrong with an address before there is a server: <Id>' -ForEach @(
        @{ Id = 'AddressInvalid'; Options = @{ Socket = 'no/such/folder/x.sock' } }
        @{ Id = 'SocketPathTooLong'; Options = @{ Socket = 'x' * 200 } }
        @{ Id = 'CertificateUnusable'; Options = @{ Listen = '127.0.0.1:0'; Certificate = $PSCommandPath } }
        @{ Id = 'CertificateMissing'; Options = @{ Listen = '127.0.0.1:0' } }
        @{ Id = 'CertificateWithoutListen'; Options = @{ Certificate = 'none.pem' } }
        @{ Id = 'PortAndListen'; Options = @{ Port = 0; Listen = '127.0.0.1:0'; Certificate = 'none.pem' } }
        @{ Id = 'CertificateUnusable'; Options = @{ Listen = '127.0.0.1:0'; Certificate = 'none.pem' } }
    ) {
        Start-FlamServer "$TestDrive/served" @Options -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be "$Id,Flammable.Commands.StartFlamServerCommand"
        Get-FlamServer | Should -BeNullOrEmpty
    }

    It 'refuses a number out of its range: <Name>' -ForEach @(
        @{ Name = 'Port'; Value = 65536 }
        @{ Name = 'Workers'; Value = 0 }
        @{ Name = 'Workers'; Value = 1025 }
        @{ Name = 'QueueLength'; Value = 1000001 }
        @{ Name = 'MaxBatchSize'; Value = 1000001 }
        @{ Name = 'Timeout'; Value = 0 }
        @{ Name = 'MaxRequestSize'; Value = 0 }
    ) {
        $options = @{ $Name = $Value }
        { Start-FlamServer "$TestDrive/served" @options } | Should -Throw -ErrorId 'ParameterArgumentValidationError,Flammable.Commands.StartFlamServerCommand'
    }

    It 'refuses by the rules of test and eval, before a process is started' {
        $null = New-ServedSnapshot "$TestDrive/edited"
        Add-Content "$TestDrive/edited/Task.cs" '// edited'
        Start-FlamServer "$TestDrive/edited" -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'CodeChanged,Flammable.Commands.StartFlamServerCommand'
        (Start-FlamServer "$TestDrive/edited" -Ignore).State | Should -Be 'Running'

        $failed = New-TaskFolder "$TestDrive/failed" -Train 'throw new Exception("no");'
        Invoke-FlamTrain $failed -ErrorAction SilentlyContinue
        Start-FlamServer $failed -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotTrained,Flammable.Commands.StartFlamServerCommand'
        Start-FlamServer -Snapshot nosuch -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'SnapshotNotFound,Flammable.Commands.StartFlamServerCommand'
    }

    It 'answers ServerStartFailed where the task cannot be served, and leaves nothing behind' {
        $trained = New-TrainedSnapshot "$TestDrive/files-only"
        Start-FlamServer -Snapshot $trained -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.FullyQualifiedErrorId | Should -Be 'ServerStartFailed,Flammable.Commands.StartFlamServerCommand'
        "$errors" | Should -BeLike '*Eval*'
        $errors[0].ErrorDetails.RecommendedAction | Should -BeLike 'Override Eval*'
        Get-FlamServer | Should -BeNullOrEmpty
    }

    It 'recommends what helps in PowerShell where the snapshot cannot be loaded' {
        $trained = Invoke-FlamTrain (New-TaskFolder "$TestDrive/lost" -Code @'
using Flammable;
public sealed class LostTask : FlamTask
{
    public override void Train() => Snapshot.SaveModel("model.bin", file => file.WriteByte(1));
    public override object? Eval(object? sample) => sample;
}
'@)
        Remove-Item "$($trained.Path)/model.bin"
        Start-FlamServer -Snapshot $trained -ErrorVariable errors -ErrorAction SilentlyContinue

        $errors.FullyQualifiedErrorId | Should -Be 'ServerStartFailed,Flammable.Commands.StartFlamServerCommand'
        $errors[0].ErrorDetails.RecommendedAction | Should -BeLike '*Repair-FlamLibrary*'
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeLike '*flam *'
    }

    It 'answers ServerProgramMissing where the module lacks its program' {
        $copy = [IO.Directory]::CreateDirectory("$TestDrive/modules").FullName
        Get-ChildItem (Get-FlamModulePath) -Exclude flam | Copy-Item -Recurse -Destination (New-Item -ItemType Directory "$copy/Flammable")
        $lines = Invoke-InChild -Variables @{ FLAM_TEST_COPY = "$copy/Flammable"; FLAM_TEST_FOLDER = "$TestDrive/served" } {
            Import-Module $env:FLAM_TEST_COPY
            Start-FlamServer $env:FLAM_TEST_FOLDER -ErrorVariable errors -ErrorAction SilentlyContinue
            $errors.FullyQualifiedErrorId
        }

        $lines | Should -Be 'ServerProgramMissing,Flammable.Commands.StartFlamServerCommand'
    }

    It 'makes the program executable again where unpacking the module has lost that' -Skip:$IsWindows {
        $copy = "$TestDrive/unpacked/Flammable"
        $null = [IO.Directory]::CreateDirectory("$TestDrive/unpacked")
        Copy-Item (Get-FlamModulePath) $copy -Recurse
        chmod a-x "$copy/flam/flam"
        $lines = Invoke-InChild -Variables @{ FLAM_TEST_COPY = $copy; FLAM_TEST_FOLDER = "$TestDrive/served" } {
            Import-Module $env:FLAM_TEST_COPY
            (Start-FlamServer $env:FLAM_TEST_FOLDER).State
        }

        $lines | Should -Be 'Running'
    }

    It 'goes on when the shell closes that started it' {
        $id = Invoke-InChild -Variables @{ FLAM_TEST_FOLDER = "$TestDrive/served" } {
            Import-Module $env:FLAM_TEST_MODULE
            (Start-FlamServer $env:FLAM_TEST_FOLDER).Id
        }

        (Get-FlamServer $id).State | Should -Be 'Running'
        Invoke-FlamEval -Server $id -InputObject a | Should -Be 'a!'
    }

    It 'ends when the pipeline stops, and leaves no server' {
        $slow = New-TaskFolder "$TestDrive/slow" -Code @"
using System; using System.IO; using System.Threading; using Flammable;
public sealed class SlowTask : FlamTask
{
    public SlowTask()
    {
        if (File.Exists(@"$TestDrive/slow.trained")) { File.WriteAllText(@"$TestDrive/slow.begun", ""); Thread.Sleep(Timeout.Infinite); }
    }
    public override void Train() { }
    public override object? Eval(object? sample) => sample;
}
"@
        $null = Invoke-FlamTrain $slow
        Set-Content "$TestDrive/slow.trained" ''
        $shell = [powershell]::Create()
        $null = $shell.AddScript({ Import-Module $args[0]; Start-FlamServer $args[1] }).AddArgument((Get-FlamModulePath)).AddArgument($slow)
        $running = $shell.BeginInvoke()
        Wait-Until { (Test-Path "$TestDrive/slow.begun") -or $running.IsCompleted }
        $stopping = $shell.BeginStop($null, $null)
        Wait-Until { $stopping.IsCompleted }

        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        Get-FlamServer | Should -BeNullOrEmpty
        $shell.Dispose()
    }
}
