ALTER TABLE [app_auth_sessions] ADD [mfa_tries] INT NOT NULL CONSTRAINT [app_auth_sessions_mfa_tries_df] DEFAULT 0;

ALTER TABLE [app_auth_invitations] ADD [username] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL;

ALTER TABLE [app_auth_settings] ADD [rate_limits_enabled] BIT NULL;
ALTER TABLE [app_auth_settings] ADD [login_limit] INT NULL;
ALTER TABLE [app_auth_settings] ADD [login_period_seconds] INT NULL;
ALTER TABLE [app_auth_settings] ADD [register_limit] INT NULL;
ALTER TABLE [app_auth_settings] ADD [register_period_seconds] INT NULL;
ALTER TABLE [app_auth_settings] ADD [api_limit] INT NULL;
ALTER TABLE [app_auth_settings] ADD [api_period_seconds] INT NULL;

ALTER TABLE [api_error_logs] ADD [n] INT NOT NULL CONSTRAINT [api_error_logs_n_df] DEFAULT 1;
ALTER TABLE [api_error_logs] ADD [last_at] DATETIME2 NULL;
ALTER TABLE [api_error_logs] ADD [dedupe_key] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL;
CREATE INDEX [api_error_logs_dedupe_key_idx] ON [api_error_logs] ([dedupe_key]);
