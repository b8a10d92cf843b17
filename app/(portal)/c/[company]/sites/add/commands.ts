/** Where events go. `server` and `apiKey` are as the package's form lets them through: no quote can be in them. */
export type Sending = { server: string; apiKey: string };

/**
 * One sign-in from Windows PowerShell 5 or PowerShell 7, of the person and computer it runs on. `o` writes an instant
 * without the colons of the computer's own culture, and TLS 1.2 is not the default of every Windows in use.
 */
export function powershellCommand({ server, apiKey }: Sending): string {
  return [
    "[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12",
    "$event = @{",
    "  EventType = 'Logon'",
    "  UserName = $env:USERNAME",
    "  ComputerName = $env:COMPUTERNAME",
    "  Timestamp = [DateTime]::UtcNow.ToString('o')",
    "}",
    `Invoke-RestMethod -Method Post -Uri '${server}/api/log_event' -Headers @{ 'X-API-Key' = '${apiKey}' } \``,
    "  -ContentType 'application/json' -Body ($event | ConvertTo-Json)",
  ].join("\n");
}
