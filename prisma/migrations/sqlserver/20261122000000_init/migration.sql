-- Company
CREATE TABLE [app_auth_companies] (
  [id] INT NOT NULL IDENTITY(1,1),
  [name] NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [name_folded] NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [description] NVARCHAR(1000) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_auth_companies_description_df] DEFAULT '',
  [time_zone] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [stale_after_seconds] INT NOT NULL CONSTRAINT [app_auth_companies_stale_after_seconds_df] DEFAULT 900,
  [max_open_seconds] INT NOT NULL CONSTRAINT [app_auth_companies_max_open_seconds_df] DEFAULT 43200,
  [dedupe_seconds] INT NOT NULL CONSTRAINT [app_auth_companies_dedupe_seconds_df] DEFAULT 10,
  [work_days] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NULL,
  [work_from] NVARCHAR(5) COLLATE Latin1_General_100_BIN2 NULL,
  [work_to] NVARCHAR(5) COLLATE Latin1_General_100_BIN2 NULL,
  [deleted_at] DATETIME2 NULL,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_companies_created_at_df] DEFAULT SYSUTCDATETIME(),
  [updated_at] DATETIME2 NOT NULL,
  CONSTRAINT [app_auth_companies_pkey] PRIMARY KEY CLUSTERED ([id])
);
CREATE UNIQUE INDEX [app_auth_companies_name_folded_key] ON [app_auth_companies] ([name_folded]);

-- User
CREATE TABLE [app_auth_users] (
  [id] INT NOT NULL IDENTITY(1,1),
  [username] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [username_folded] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [email] NVARCHAR(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [email_folded] NVARCHAR(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [password_hash] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [role] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_auth_users_role_df] DEFAULT 'User',
  [state] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_auth_users_state_df] DEFAULT 'active',
  [must_change_password] BIT NOT NULL CONSTRAINT [app_auth_users_must_change_password_df] DEFAULT 0,
  [mfa_secret] NVARCHAR(512) COLLATE Latin1_General_100_BIN2 NULL,
  [mfa_enabled] BIT NOT NULL CONSTRAINT [app_auth_users_mfa_enabled_df] DEFAULT 0,
  [mfa_required] BIT NULL,
  [mfa_last_step] INT NULL,
  [locale] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NULL,
  [theme] NVARCHAR(8) COLLATE Latin1_General_100_BIN2 NULL,
  [last_sign_in_at] DATETIME2 NULL,
  [deleted_at] DATETIME2 NULL,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_users_created_at_df] DEFAULT SYSUTCDATETIME(),
  [updated_at] DATETIME2 NOT NULL,
  CONSTRAINT [app_auth_users_pkey] PRIMARY KEY CLUSTERED ([id])
);
CREATE UNIQUE INDEX [app_auth_users_username_folded_key] ON [app_auth_users] ([username_folded]);
CREATE UNIQUE INDEX [app_auth_users_email_folded_key] ON [app_auth_users] ([email_folded]);

-- Membership
CREATE TABLE [app_auth_user_companies] (
  [user_id] INT NOT NULL,
  [company_id] INT NOT NULL,
  [role] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_auth_user_companies_role_df] DEFAULT 'User',
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_user_companies_created_at_df] DEFAULT SYSUTCDATETIME(),
  [updated_at] DATETIME2 NOT NULL,
  CONSTRAINT [app_auth_user_companies_pkey] PRIMARY KEY CLUSTERED ([user_id], [company_id])
);
CREATE INDEX [app_auth_user_companies_company_id_idx] ON [app_auth_user_companies] ([company_id]);

-- Site
CREATE TABLE [app_auth_sites] (
  [id] INT NOT NULL IDENTITY(1,1),
  [company_id] INT NOT NULL,
  [name] NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [name_folded] NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_sites_created_at_df] DEFAULT SYSUTCDATETIME(),
  [updated_at] DATETIME2 NOT NULL,
  CONSTRAINT [app_auth_sites_pkey] PRIMARY KEY CLUSTERED ([id])
);
CREATE UNIQUE INDEX [app_auth_sites_company_id_name_folded_key] ON [app_auth_sites] ([company_id], [name_folded]);

-- ApiKey
CREATE TABLE [app_auth_api_keys] (
  [id] INT NOT NULL IDENTITY(1,1),
  [company_id] INT NOT NULL,
  [site_id] INT NOT NULL,
  [label] NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [key_hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [prefix] NVARCHAR(8) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [is_active] BIT NOT NULL CONSTRAINT [app_auth_api_keys_is_active_df] DEFAULT 1,
  [expires_at] DATETIME2 NULL,
  [last_used_at] DATETIME2 NULL,
  [deleted_at] DATETIME2 NULL,
  [created_by] INT NULL,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_api_keys_created_at_df] DEFAULT SYSUTCDATETIME(),
  [updated_at] DATETIME2 NOT NULL,
  CONSTRAINT [app_auth_api_keys_pkey] PRIMARY KEY CLUSTERED ([id])
);
CREATE UNIQUE INDEX [app_auth_api_keys_key_hash_key] ON [app_auth_api_keys] ([key_hash]);
CREATE INDEX [app_auth_api_keys_company_id_idx] ON [app_auth_api_keys] ([company_id]);
CREATE INDEX [app_auth_api_keys_site_id_idx] ON [app_auth_api_keys] ([site_id]);

-- Session
CREATE TABLE [app_auth_sessions] (
  [id] INT NOT NULL IDENTITY(1,1),
  [token_hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [user_id] INT NOT NULL,
  [mfa_state] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_auth_sessions_mfa_state_df] DEFAULT 'ok',
  [remember] BIT NOT NULL CONSTRAINT [app_auth_sessions_remember_df] DEFAULT 0,
  [ip] NVARCHAR(45) COLLATE Latin1_General_100_BIN2 NULL,
  [user_agent] NVARCHAR(512) COLLATE Latin1_General_100_BIN2 NULL,
  [last_seen_at] DATETIME2 NOT NULL,
  [expires] DATETIME2 NOT NULL,
  [absolute_expires_at] DATETIME2 NOT NULL,
  [step_up_at] DATETIME2 NULL,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_sessions_created_at_df] DEFAULT SYSUTCDATETIME(),
  [updated_at] DATETIME2 NOT NULL,
  CONSTRAINT [app_auth_sessions_pkey] PRIMARY KEY CLUSTERED ([id])
);
CREATE UNIQUE INDEX [app_auth_sessions_token_hash_key] ON [app_auth_sessions] ([token_hash]);
CREATE INDEX [app_auth_sessions_user_id_idx] ON [app_auth_sessions] ([user_id]);
CREATE INDEX [app_auth_sessions_expires_idx] ON [app_auth_sessions] ([expires]);

-- Account
CREATE TABLE [app_auth_accounts] (
  [user_id] INT NOT NULL,
  [type] NVARCHAR(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [provider] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [provider_account_id] NVARCHAR(191) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_accounts_created_at_df] DEFAULT SYSUTCDATETIME(),
  [updated_at] DATETIME2 NOT NULL,
  CONSTRAINT [app_auth_accounts_pkey] PRIMARY KEY CLUSTERED ([provider], [provider_account_id])
);
CREATE INDEX [app_auth_accounts_user_id_idx] ON [app_auth_accounts] ([user_id]);

-- VerificationToken
CREATE TABLE [app_auth_verification_tokens] (
  [identifier] NVARCHAR(191) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [token] NVARCHAR(191) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [expires] DATETIME2 NOT NULL,
  CONSTRAINT [app_auth_verification_tokens_pkey] PRIMARY KEY CLUSTERED ([identifier], [token])
);

-- RecoveryCode
CREATE TABLE [app_auth_recovery_codes] (
  [id] INT NOT NULL IDENTITY(1,1),
  [user_id] INT NOT NULL,
  [code_hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [used_at] DATETIME2 NULL,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_recovery_codes_created_at_df] DEFAULT SYSUTCDATETIME(),
  CONSTRAINT [app_auth_recovery_codes_pkey] PRIMARY KEY CLUSTERED ([id])
);
CREATE UNIQUE INDEX [app_auth_recovery_codes_user_id_code_hash_key] ON [app_auth_recovery_codes] ([user_id], [code_hash]);

-- Invitation
CREATE TABLE [app_auth_invitations] (
  [id] INT NOT NULL IDENTITY(1,1),
  [company_id] INT NOT NULL,
  [email_folded] NVARCHAR(254) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [role] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_auth_invitations_role_df] DEFAULT 'User',
  [token_hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [created_by] INT NULL,
  [expires_at] DATETIME2 NOT NULL,
  [used_at] DATETIME2 NULL,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_invitations_created_at_df] DEFAULT SYSUTCDATETIME(),
  CONSTRAINT [app_auth_invitations_pkey] PRIMARY KEY CLUSTERED ([id])
);
CREATE UNIQUE INDEX [app_auth_invitations_token_hash_key] ON [app_auth_invitations] ([token_hash]);
CREATE INDEX [app_auth_invitations_company_id_idx] ON [app_auth_invitations] ([company_id]);
CREATE INDEX [app_auth_invitations_email_folded_idx] ON [app_auth_invitations] ([email_folded]);

-- ResetToken
CREATE TABLE [app_auth_reset_tokens] (
  [id] INT NOT NULL IDENTITY(1,1),
  [user_id] INT NOT NULL,
  [token_hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [created_by] INT NULL,
  [expires_at] DATETIME2 NOT NULL,
  [used_at] DATETIME2 NULL,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_reset_tokens_created_at_df] DEFAULT SYSUTCDATETIME(),
  CONSTRAINT [app_auth_reset_tokens_pkey] PRIMARY KEY CLUSTERED ([id])
);
CREATE UNIQUE INDEX [app_auth_reset_tokens_token_hash_key] ON [app_auth_reset_tokens] ([token_hash]);
CREATE INDEX [app_auth_reset_tokens_user_id_idx] ON [app_auth_reset_tokens] ([user_id]);

-- Settings
CREATE TABLE [app_auth_settings] (
  [id] INT NOT NULL,
  [allow_registration] BIT NOT NULL CONSTRAINT [app_auth_settings_allow_registration_df] DEFAULT 0,
  [restrict_email_domains] BIT NOT NULL CONSTRAINT [app_auth_settings_restrict_email_domains_df] DEFAULT 0,
  [mfa_policy] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_auth_settings_mfa_policy_df] DEFAULT 'optional',
  [password_min_length] INT NOT NULL CONSTRAINT [app_auth_settings_password_min_length_df] DEFAULT 12,
  [password_require_numbers_case] BIT NOT NULL CONSTRAINT [app_auth_settings_password_require_numbers_case_df] DEFAULT 0,
  [password_require_special] BIT NOT NULL CONSTRAINT [app_auth_settings_password_require_special_df] DEFAULT 0,
  [password_special_characters] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_auth_settings_password_special_characters_df] DEFAULT '!@#$%^&*()_+-=[]{}|;:,.<>?',
  [log_level] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_auth_settings_log_level_df] DEFAULT 'WARNING',
  [time_zone] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_auth_settings_time_zone_df] DEFAULT 'UTC',
  [public_url] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NULL,
  [session_idle_minutes] INT NOT NULL CONSTRAINT [app_auth_settings_session_idle_minutes_df] DEFAULT 60,
  [session_hours] INT NOT NULL CONSTRAINT [app_auth_settings_session_hours_df] DEFAULT 12,
  [remember_days] INT NOT NULL CONSTRAINT [app_auth_settings_remember_days_df] DEFAULT 30,
  [first_key_sealed] NVARCHAR(512) COLLATE Latin1_General_100_BIN2 NULL,
  [first_key_until] DATETIME2 NULL,
  [setup_code_hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_settings_created_at_df] DEFAULT SYSUTCDATETIME(),
  [updated_at] DATETIME2 NOT NULL,
  CONSTRAINT [app_auth_settings_pkey] PRIMARY KEY CLUSTERED ([id])
);

-- AllowedDomain
CREATE TABLE [app_auth_allowed_domains] (
  [id] INT NOT NULL IDENTITY(1,1),
  [domain] NVARCHAR(253) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [app_auth_allowed_domains_created_at_df] DEFAULT SYSUTCDATETIME(),
  CONSTRAINT [app_auth_allowed_domains_pkey] PRIMARY KEY CLUSTERED ([id])
);
CREATE UNIQUE INDEX [app_auth_allowed_domains_domain_key] ON [app_auth_allowed_domains] ([domain]);

-- EventLog
CREATE TABLE [api_logs] (
  [company_id] INT NOT NULL,
  [id] NVARCHAR(26) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [site_id] INT NOT NULL,
  [api_key_id] INT NOT NULL,
  [kind] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [event_type] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [person] NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [user_name] NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [domain] NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NULL,
  [computer] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [computer_name] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [local_ip] NVARCHAR(45) COLLATE Latin1_General_100_BIN2 NULL,
  [public_ip] NVARCHAR(45) COLLATE Latin1_General_100_BIN2 NULL,
  [source_ip] NVARCHAR(45) COLLATE Latin1_General_100_BIN2 NULL,
  [occurred_at] DATETIME2 NOT NULL,
  [received_at] DATETIME2 NOT NULL,
  [retry] INT NOT NULL CONSTRAINT [api_logs_retry_df] DEFAULT 0,
  [logon_type] INT NULL,
  [sub_status] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NULL,
  [boot_id] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
  [windows_session] INT NULL,
  [record_id] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NULL,
  [sequence] BIGINT NULL,
  [sent_at] DATETIME2 NULL,
  [flush] NVARCHAR(12) COLLATE Latin1_General_100_BIN2 NULL,
  CONSTRAINT [api_logs_pkey] PRIMARY KEY CLUSTERED ([company_id], [id])
);
CREATE INDEX [api_logs_company_id_person_id_idx] ON [api_logs] ([company_id], [person], [id]);
CREATE INDEX [api_logs_company_id_computer_id_idx] ON [api_logs] ([company_id], [computer], [id]);
CREATE INDEX [api_logs_company_id_received_at_id_idx] ON [api_logs] ([company_id], [received_at], [id]);

-- Computer
CREATE TABLE [api_computers] (
  [company_id] INT NOT NULL,
  [computer] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [computer_name] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [site_id] INT NOT NULL,
  [agent_version] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
  [boot_id] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
  [last_heartbeat_at] DATETIME2 NULL,
  [last_event_at] DATETIME2 NULL,
  [multi_session] BIT NOT NULL CONSTRAINT [api_computers_multi_session_df] DEFAULT 0,
  [created_at] DATETIME2 NOT NULL CONSTRAINT [api_computers_created_at_df] DEFAULT SYSUTCDATETIME(),
  [updated_at] DATETIME2 NOT NULL,
  CONSTRAINT [api_computers_pkey] PRIMARY KEY CLUSTERED ([company_id], [computer])
);

-- Heartbeat
CREATE TABLE [api_heartbeats] (
  [company_id] INT NOT NULL,
  [computer] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [from_at] DATETIME2 NOT NULL,
  [to_at] DATETIME2 NOT NULL,
  [boot_id] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [api_heartbeats_boot_id_df] DEFAULT '',
  CONSTRAINT [api_heartbeats_pkey] PRIMARY KEY CLUSTERED ([company_id], [computer], [from_at], [boot_id])
);
CREATE INDEX [api_heartbeats_company_id_computer_to_at_idx] ON [api_heartbeats] ([company_id], [computer], [to_at]);

-- EventCount
CREATE TABLE [api_event_counts] (
  [company_id] INT NOT NULL,
  [quarter] DATETIME2 NOT NULL,
  [api_key_id] INT NOT NULL,
  [kind] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [n] INT NOT NULL,
  CONSTRAINT [api_event_counts_pkey] PRIMARY KEY CLUSTERED ([company_id], [quarter], [api_key_id], [kind])
);
CREATE INDEX [api_event_counts_api_key_id_quarter_idx] ON [api_event_counts] ([api_key_id], [quarter]);

-- SessionRow
CREATE TABLE [api_sessions] (
  [company_id] INT NOT NULL,
  [id] NVARCHAR(26) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [site_id] INT NOT NULL,
  [person] NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [computer] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [started_at] DATETIME2 NOT NULL,
  [ended_at] DATETIME2 NULL,
  [end_reason] NVARCHAR(24) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [implied] BIT NOT NULL CONSTRAINT [api_sessions_implied_df] DEFAULT 0,
  [estimated] BIT NOT NULL CONSTRAINT [api_sessions_estimated_df] DEFAULT 0,
  [active_seconds] INT NOT NULL,
  [locked_seconds] INT NOT NULL,
  [unaccounted_seconds] INT NOT NULL,
  [segments] NVARCHAR(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
  CONSTRAINT [api_sessions_pkey] PRIMARY KEY CLUSTERED ([company_id], [id])
);
CREATE INDEX [api_sessions_company_id_started_at_idx] ON [api_sessions] ([company_id], [started_at]);
CREATE INDEX [api_sessions_company_id_person_started_at_idx] ON [api_sessions] ([company_id], [person], [started_at]);
CREATE INDEX [api_sessions_company_id_ended_at_idx] ON [api_sessions] ([company_id], [ended_at]);

-- PersonDay
CREATE TABLE [api_person_days] (
  [company_id] INT NOT NULL,
  [date] NVARCHAR(10) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [person] NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [first_at] DATETIME2 NOT NULL,
  [last_at] DATETIME2 NOT NULL,
  [active_seconds] INT NOT NULL,
  [locked_seconds] INT NOT NULL,
  [break_seconds] INT NOT NULL,
  [unaccounted_seconds] INT NOT NULL,
  [verified_share] FLOAT(53) NOT NULL,
  [computers] INT NOT NULL,
  [sessions] INT NOT NULL,
  [flags] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [api_person_days_flags_df] DEFAULT '',
  CONSTRAINT [api_person_days_pkey] PRIMARY KEY CLUSTERED ([company_id], [date], [person])
);

-- Dirty
CREATE TABLE [api_dirty] (
  [company_id] INT NOT NULL,
  [computer] NVARCHAR(255) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [since] DATETIME2 NOT NULL,
  CONSTRAINT [api_dirty_pkey] PRIMARY KEY CLUSTERED ([company_id], [computer])
);

-- ErrorLog
CREATE TABLE [api_error_logs] (
  [id] INT NOT NULL IDENTITY(1,1),
  [at] DATETIME2 NOT NULL,
  [level] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [logger] NVARCHAR(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [message] NVARCHAR(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [stack] NVARCHAR(max) COLLATE Latin1_General_100_BIN2 NULL,
  [request_id] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
  [user_id] INT NULL,
  [ip] NVARCHAR(45) COLLATE Latin1_General_100_BIN2 NULL,
  CONSTRAINT [api_error_logs_pkey] PRIMARY KEY CLUSTERED ([id])
);
CREATE INDEX [api_error_logs_at_idx] ON [api_error_logs] ([at]);

-- AuditLog
CREATE TABLE [app_audit_logs] (
  [id] INT NOT NULL IDENTITY(1,1),
  [at] DATETIME2 NOT NULL,
  [actor_kind] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [actor_id] INT NULL,
  [actor_name] NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [ip] NVARCHAR(45) COLLATE Latin1_General_100_BIN2 NULL,
  [company_id] INT NULL,
  [action] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  [outcome] NVARCHAR(16) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_audit_logs_outcome_df] DEFAULT 'ok',
  [target_kind] NVARCHAR(32) COLLATE Latin1_General_100_BIN2 NULL,
  [target_id] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
  [target_label] NVARCHAR(256) COLLATE Latin1_General_100_BIN2 NULL,
  [changes] NVARCHAR(max) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [app_audit_logs_changes_df] DEFAULT '',
  [count] INT NOT NULL CONSTRAINT [app_audit_logs_count_df] DEFAULT 1,
  [chain_index] INT NULL,
  [noise_key] NVARCHAR(191) COLLATE Latin1_General_100_BIN2 NULL,
  [previous_hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
  [hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NULL,
  CONSTRAINT [app_audit_logs_pkey] PRIMARY KEY CLUSTERED ([id])
);
CREATE INDEX [app_audit_logs_at_idx] ON [app_audit_logs] ([at]);
CREATE INDEX [app_audit_logs_company_id_at_idx] ON [app_audit_logs] ([company_id], [at]);
CREATE INDEX [app_audit_logs_chain_index_idx] ON [app_audit_logs] ([chain_index]);
CREATE INDEX [app_audit_logs_noise_key_idx] ON [app_audit_logs] ([noise_key]);

-- AuditHead
CREATE TABLE [app_audit_head] (
  [id] INT NOT NULL,
  [links] INT NOT NULL,
  [hash] NVARCHAR(64) COLLATE Latin1_General_100_BIN2 NOT NULL,
  CONSTRAINT [app_audit_head_pkey] PRIMARY KEY CLUSTERED ([id])
);

ALTER TABLE [app_auth_user_companies] ADD CONSTRAINT [app_auth_user_companies_user_id_fkey] FOREIGN KEY ([user_id]) REFERENCES [app_auth_users] ([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE [app_auth_user_companies] ADD CONSTRAINT [app_auth_user_companies_company_id_fkey] FOREIGN KEY ([company_id]) REFERENCES [app_auth_companies] ([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE [app_auth_sites] ADD CONSTRAINT [app_auth_sites_company_id_fkey] FOREIGN KEY ([company_id]) REFERENCES [app_auth_companies] ([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE [app_auth_api_keys] ADD CONSTRAINT [app_auth_api_keys_company_id_fkey] FOREIGN KEY ([company_id]) REFERENCES [app_auth_companies] ([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE [app_auth_api_keys] ADD CONSTRAINT [app_auth_api_keys_site_id_fkey] FOREIGN KEY ([site_id]) REFERENCES [app_auth_sites] ([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE [app_auth_sessions] ADD CONSTRAINT [app_auth_sessions_user_id_fkey] FOREIGN KEY ([user_id]) REFERENCES [app_auth_users] ([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE [app_auth_accounts] ADD CONSTRAINT [app_auth_accounts_user_id_fkey] FOREIGN KEY ([user_id]) REFERENCES [app_auth_users] ([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE [app_auth_recovery_codes] ADD CONSTRAINT [app_auth_recovery_codes_user_id_fkey] FOREIGN KEY ([user_id]) REFERENCES [app_auth_users] ([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE [app_auth_invitations] ADD CONSTRAINT [app_auth_invitations_company_id_fkey] FOREIGN KEY ([company_id]) REFERENCES [app_auth_companies] ([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE [app_auth_reset_tokens] ADD CONSTRAINT [app_auth_reset_tokens_user_id_fkey] FOREIGN KEY ([user_id]) REFERENCES [app_auth_users] ([id]) ON DELETE NO ACTION ON UPDATE NO ACTION;
