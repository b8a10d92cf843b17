-- Company
CREATE TABLE `app_auth_companies` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `name` VARCHAR(128) NOT NULL,
  `name_folded` VARCHAR(128) NOT NULL,
  `description` VARCHAR(1000) NOT NULL DEFAULT '',
  `time_zone` VARCHAR(64) NOT NULL,
  `stale_after_seconds` INTEGER NOT NULL DEFAULT 900,
  `max_open_seconds` INTEGER NOT NULL DEFAULT 43200,
  `dedupe_seconds` INTEGER NOT NULL DEFAULT 10,
  `work_days` VARCHAR(16),
  `work_from` VARCHAR(5),
  `work_to` VARCHAR(5),
  `deleted_at` DATETIME(3),
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE UNIQUE INDEX `app_auth_companies_name_folded_key` ON `app_auth_companies` (`name_folded`);

-- User
CREATE TABLE `app_auth_users` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `username` VARCHAR(64) NOT NULL,
  `username_folded` VARCHAR(64) NOT NULL,
  `email` VARCHAR(254) NOT NULL,
  `email_folded` VARCHAR(254) NOT NULL,
  `password_hash` VARCHAR(255) NOT NULL,
  `role` VARCHAR(16) NOT NULL DEFAULT 'User',
  `state` VARCHAR(16) NOT NULL DEFAULT 'active',
  `must_change_password` BOOLEAN NOT NULL DEFAULT false,
  `mfa_secret` VARCHAR(512),
  `mfa_enabled` BOOLEAN NOT NULL DEFAULT false,
  `mfa_required` BOOLEAN,
  `mfa_last_step` INTEGER,
  `locale` VARCHAR(16),
  `theme` VARCHAR(8),
  `last_sign_in_at` DATETIME(3),
  `deleted_at` DATETIME(3),
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE UNIQUE INDEX `app_auth_users_username_folded_key` ON `app_auth_users` (`username_folded`);
CREATE UNIQUE INDEX `app_auth_users_email_folded_key` ON `app_auth_users` (`email_folded`);

-- Membership
CREATE TABLE `app_auth_user_companies` (
  `user_id` INTEGER NOT NULL,
  `company_id` INTEGER NOT NULL,
  `role` VARCHAR(16) NOT NULL DEFAULT 'User',
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`user_id`, `company_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE INDEX `app_auth_user_companies_company_id_idx` ON `app_auth_user_companies` (`company_id`);

-- Site
CREATE TABLE `app_auth_sites` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `company_id` INTEGER NOT NULL,
  `name` VARCHAR(128) NOT NULL,
  `name_folded` VARCHAR(128) NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE UNIQUE INDEX `app_auth_sites_company_id_name_folded_key` ON `app_auth_sites` (`company_id`, `name_folded`);

-- ApiKey
CREATE TABLE `app_auth_api_keys` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `company_id` INTEGER NOT NULL,
  `site_id` INTEGER NOT NULL,
  `label` VARCHAR(128) NOT NULL,
  `key_hash` VARCHAR(64) NOT NULL,
  `prefix` VARCHAR(8) NOT NULL,
  `is_active` BOOLEAN NOT NULL DEFAULT true,
  `expires_at` DATETIME(3),
  `last_used_at` DATETIME(3),
  `deleted_at` DATETIME(3),
  `created_by` INTEGER,
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE UNIQUE INDEX `app_auth_api_keys_key_hash_key` ON `app_auth_api_keys` (`key_hash`);
CREATE INDEX `app_auth_api_keys_company_id_idx` ON `app_auth_api_keys` (`company_id`);
CREATE INDEX `app_auth_api_keys_site_id_idx` ON `app_auth_api_keys` (`site_id`);

-- Session
CREATE TABLE `app_auth_sessions` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `token_hash` VARCHAR(64) NOT NULL,
  `user_id` INTEGER NOT NULL,
  `mfa_state` VARCHAR(16) NOT NULL DEFAULT 'ok',
  `remember` BOOLEAN NOT NULL DEFAULT false,
  `ip` VARCHAR(45),
  `user_agent` VARCHAR(512),
  `last_seen_at` DATETIME(3) NOT NULL,
  `expires` DATETIME(3) NOT NULL,
  `absolute_expires_at` DATETIME(3) NOT NULL,
  `step_up_at` DATETIME(3),
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE UNIQUE INDEX `app_auth_sessions_token_hash_key` ON `app_auth_sessions` (`token_hash`);
CREATE INDEX `app_auth_sessions_user_id_idx` ON `app_auth_sessions` (`user_id`);
CREATE INDEX `app_auth_sessions_expires_idx` ON `app_auth_sessions` (`expires`);

-- Account
CREATE TABLE `app_auth_accounts` (
  `user_id` INTEGER NOT NULL,
  `type` VARCHAR(32) NOT NULL,
  `provider` VARCHAR(64) NOT NULL,
  `provider_account_id` VARCHAR(191) NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`provider`, `provider_account_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE INDEX `app_auth_accounts_user_id_idx` ON `app_auth_accounts` (`user_id`);

-- VerificationToken
CREATE TABLE `app_auth_verification_tokens` (
  `identifier` VARCHAR(191) NOT NULL,
  `token` VARCHAR(191) NOT NULL,
  `expires` DATETIME(3) NOT NULL,
  PRIMARY KEY (`identifier`, `token`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;

-- RecoveryCode
CREATE TABLE `app_auth_recovery_codes` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `user_id` INTEGER NOT NULL,
  `code_hash` VARCHAR(64) NOT NULL,
  `used_at` DATETIME(3),
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE UNIQUE INDEX `app_auth_recovery_codes_user_id_code_hash_key` ON `app_auth_recovery_codes` (`user_id`, `code_hash`);

-- Invitation
CREATE TABLE `app_auth_invitations` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `company_id` INTEGER NOT NULL,
  `email_folded` VARCHAR(254) NOT NULL,
  `role` VARCHAR(16) NOT NULL DEFAULT 'User',
  `token_hash` VARCHAR(64) NOT NULL,
  `created_by` INTEGER,
  `expires_at` DATETIME(3) NOT NULL,
  `used_at` DATETIME(3),
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE UNIQUE INDEX `app_auth_invitations_token_hash_key` ON `app_auth_invitations` (`token_hash`);
CREATE INDEX `app_auth_invitations_company_id_idx` ON `app_auth_invitations` (`company_id`);
CREATE INDEX `app_auth_invitations_email_folded_idx` ON `app_auth_invitations` (`email_folded`);

-- ResetToken
CREATE TABLE `app_auth_reset_tokens` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `user_id` INTEGER NOT NULL,
  `token_hash` VARCHAR(64) NOT NULL,
  `created_by` INTEGER,
  `expires_at` DATETIME(3) NOT NULL,
  `used_at` DATETIME(3),
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE UNIQUE INDEX `app_auth_reset_tokens_token_hash_key` ON `app_auth_reset_tokens` (`token_hash`);
CREATE INDEX `app_auth_reset_tokens_user_id_idx` ON `app_auth_reset_tokens` (`user_id`);

-- Settings
CREATE TABLE `app_auth_settings` (
  `id` INTEGER NOT NULL,
  `allow_registration` BOOLEAN NOT NULL DEFAULT false,
  `restrict_email_domains` BOOLEAN NOT NULL DEFAULT false,
  `mfa_policy` VARCHAR(16) NOT NULL DEFAULT 'optional',
  `password_min_length` INTEGER NOT NULL DEFAULT 12,
  `password_require_numbers_case` BOOLEAN NOT NULL DEFAULT false,
  `password_require_special` BOOLEAN NOT NULL DEFAULT false,
  `password_special_characters` VARCHAR(64) NOT NULL DEFAULT '!@#$%^&*()_+-=[]{}|;:,.<>?',
  `log_level` VARCHAR(16) NOT NULL DEFAULT 'WARNING',
  `time_zone` VARCHAR(64) NOT NULL DEFAULT 'UTC',
  `public_url` VARCHAR(255),
  `session_idle_minutes` INTEGER NOT NULL DEFAULT 60,
  `session_hours` INTEGER NOT NULL DEFAULT 12,
  `remember_days` INTEGER NOT NULL DEFAULT 30,
  `first_key_sealed` VARCHAR(512),
  `first_key_until` DATETIME(3),
  `setup_code_hash` VARCHAR(64),
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;

-- AllowedDomain
CREATE TABLE `app_auth_allowed_domains` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `domain` VARCHAR(253) NOT NULL,
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE UNIQUE INDEX `app_auth_allowed_domains_domain_key` ON `app_auth_allowed_domains` (`domain`);

-- EventLog
CREATE TABLE `api_logs` (
  `company_id` INTEGER NOT NULL,
  `id` VARCHAR(26) NOT NULL,
  `site_id` INTEGER NOT NULL,
  `api_key_id` INTEGER NOT NULL,
  `kind` VARCHAR(16) NOT NULL,
  `event_type` VARCHAR(64) NOT NULL,
  `person` VARCHAR(256) NOT NULL,
  `user_name` VARCHAR(256) NOT NULL,
  `domain` VARCHAR(256),
  `computer` VARCHAR(255) NOT NULL,
  `computer_name` VARCHAR(255) NOT NULL,
  `local_ip` VARCHAR(45),
  `public_ip` VARCHAR(45),
  `source_ip` VARCHAR(45),
  `occurred_at` DATETIME(3) NOT NULL,
  `received_at` DATETIME(3) NOT NULL,
  `retry` INTEGER NOT NULL DEFAULT 0,
  `logon_type` INTEGER,
  `sub_status` VARCHAR(16),
  `boot_id` VARCHAR(64),
  `windows_session` INTEGER,
  `record_id` VARCHAR(20),
  `sequence` BIGINT,
  `sent_at` DATETIME(3),
  `flush` VARCHAR(12),
  PRIMARY KEY (`company_id`, `id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE INDEX `api_logs_company_id_person_id_idx` ON `api_logs` (`company_id`, `person`, `id`);
CREATE INDEX `api_logs_company_id_computer_id_idx` ON `api_logs` (`company_id`, `computer`, `id`);
CREATE INDEX `api_logs_company_id_received_at_id_idx` ON `api_logs` (`company_id`, `received_at`, `id`);

-- Computer
CREATE TABLE `api_computers` (
  `company_id` INTEGER NOT NULL,
  `computer` VARCHAR(255) NOT NULL,
  `computer_name` VARCHAR(255) NOT NULL,
  `site_id` INTEGER NOT NULL,
  `agent_version` VARCHAR(64),
  `boot_id` VARCHAR(64),
  `last_heartbeat_at` DATETIME(3),
  `last_event_at` DATETIME(3),
  `multi_session` BOOLEAN NOT NULL DEFAULT false,
  `created_at` DATETIME(3) NOT NULL DEFAULT (UTC_TIMESTAMP(3)),
  `updated_at` DATETIME(3) NOT NULL,
  PRIMARY KEY (`company_id`, `computer`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;

-- Heartbeat
CREATE TABLE `api_heartbeats` (
  `company_id` INTEGER NOT NULL,
  `computer` VARCHAR(255) NOT NULL,
  `from_at` DATETIME(3) NOT NULL,
  `to_at` DATETIME(3) NOT NULL,
  `boot_id` VARCHAR(64) NOT NULL DEFAULT '',
  PRIMARY KEY (`company_id`, `computer`, `from_at`, `boot_id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE INDEX `api_heartbeats_company_id_computer_to_at_idx` ON `api_heartbeats` (`company_id`, `computer`, `to_at`);

-- EventCount
CREATE TABLE `api_event_counts` (
  `company_id` INTEGER NOT NULL,
  `quarter` DATETIME(3) NOT NULL,
  `api_key_id` INTEGER NOT NULL,
  `kind` VARCHAR(16) NOT NULL,
  `n` INTEGER NOT NULL,
  PRIMARY KEY (`company_id`, `quarter`, `api_key_id`, `kind`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE INDEX `api_event_counts_api_key_id_quarter_idx` ON `api_event_counts` (`api_key_id`, `quarter`);

-- SessionRow
CREATE TABLE `api_sessions` (
  `company_id` INTEGER NOT NULL,
  `id` VARCHAR(26) NOT NULL,
  `site_id` INTEGER NOT NULL,
  `person` VARCHAR(256) NOT NULL,
  `computer` VARCHAR(255) NOT NULL,
  `started_at` DATETIME(3) NOT NULL,
  `ended_at` DATETIME(3),
  `end_reason` VARCHAR(24) NOT NULL,
  `implied` BOOLEAN NOT NULL DEFAULT false,
  `estimated` BOOLEAN NOT NULL DEFAULT false,
  `active_seconds` INTEGER NOT NULL,
  `locked_seconds` INTEGER NOT NULL,
  `unaccounted_seconds` INTEGER NOT NULL,
  `segments` LONGTEXT NOT NULL,
  PRIMARY KEY (`company_id`, `id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE INDEX `api_sessions_company_id_started_at_idx` ON `api_sessions` (`company_id`, `started_at`);
CREATE INDEX `api_sessions_company_id_person_started_at_idx` ON `api_sessions` (`company_id`, `person`, `started_at`);
CREATE INDEX `api_sessions_company_id_ended_at_idx` ON `api_sessions` (`company_id`, `ended_at`);

-- PersonDay
CREATE TABLE `api_person_days` (
  `company_id` INTEGER NOT NULL,
  `date` VARCHAR(10) NOT NULL,
  `person` VARCHAR(256) NOT NULL,
  `first_at` DATETIME(3) NOT NULL,
  `last_at` DATETIME(3) NOT NULL,
  `active_seconds` INTEGER NOT NULL,
  `locked_seconds` INTEGER NOT NULL,
  `break_seconds` INTEGER NOT NULL,
  `unaccounted_seconds` INTEGER NOT NULL,
  `verified_share` DOUBLE NOT NULL,
  `computers` INTEGER NOT NULL,
  `sessions` INTEGER NOT NULL,
  `flags` VARCHAR(255) NOT NULL DEFAULT '',
  PRIMARY KEY (`company_id`, `date`, `person`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;

-- Dirty
CREATE TABLE `api_dirty` (
  `company_id` INTEGER NOT NULL,
  `computer` VARCHAR(255) NOT NULL,
  `since` DATETIME(3) NOT NULL,
  PRIMARY KEY (`company_id`, `computer`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;

-- ErrorLog
CREATE TABLE `api_error_logs` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `at` DATETIME(3) NOT NULL,
  `level` VARCHAR(16) NOT NULL,
  `logger` VARCHAR(128) NOT NULL,
  `message` LONGTEXT NOT NULL,
  `stack` LONGTEXT,
  `request_id` VARCHAR(64),
  `user_id` INTEGER,
  `ip` VARCHAR(45),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE INDEX `api_error_logs_at_idx` ON `api_error_logs` (`at`);

-- AuditLog
CREATE TABLE `app_audit_logs` (
  `id` INTEGER NOT NULL AUTO_INCREMENT,
  `at` DATETIME(3) NOT NULL,
  `actor_kind` VARCHAR(16) NOT NULL,
  `actor_id` INTEGER,
  `actor_name` VARCHAR(256) NOT NULL,
  `ip` VARCHAR(45),
  `company_id` INTEGER,
  `action` VARCHAR(64) NOT NULL,
  `outcome` VARCHAR(16) NOT NULL DEFAULT 'ok',
  `target_kind` VARCHAR(32),
  `target_id` VARCHAR(64),
  `target_label` VARCHAR(256),
  `changes` LONGTEXT NOT NULL DEFAULT '',
  `count` INTEGER NOT NULL DEFAULT 1,
  `chain_index` INTEGER,
  `noise_key` VARCHAR(191),
  `previous_hash` VARCHAR(64),
  `hash` VARCHAR(64),
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;
CREATE INDEX `app_audit_logs_at_idx` ON `app_audit_logs` (`at`);
CREATE INDEX `app_audit_logs_company_id_at_idx` ON `app_audit_logs` (`company_id`, `at`);
CREATE INDEX `app_audit_logs_chain_index_idx` ON `app_audit_logs` (`chain_index`);
CREATE INDEX `app_audit_logs_noise_key_idx` ON `app_audit_logs` (`noise_key`);

-- AuditHead
CREATE TABLE `app_audit_head` (
  `id` INTEGER NOT NULL,
  `links` INTEGER NOT NULL,
  `hash` VARCHAR(64) NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin ENGINE = InnoDB;

ALTER TABLE `app_auth_user_companies` ADD CONSTRAINT `app_auth_user_companies_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_auth_users` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE `app_auth_user_companies` ADD CONSTRAINT `app_auth_user_companies_company_id_fkey` FOREIGN KEY (`company_id`) REFERENCES `app_auth_companies` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE `app_auth_sites` ADD CONSTRAINT `app_auth_sites_company_id_fkey` FOREIGN KEY (`company_id`) REFERENCES `app_auth_companies` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE `app_auth_api_keys` ADD CONSTRAINT `app_auth_api_keys_company_id_fkey` FOREIGN KEY (`company_id`) REFERENCES `app_auth_companies` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE `app_auth_api_keys` ADD CONSTRAINT `app_auth_api_keys_site_id_fkey` FOREIGN KEY (`site_id`) REFERENCES `app_auth_sites` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE `app_auth_sessions` ADD CONSTRAINT `app_auth_sessions_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_auth_users` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE `app_auth_accounts` ADD CONSTRAINT `app_auth_accounts_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_auth_users` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE `app_auth_recovery_codes` ADD CONSTRAINT `app_auth_recovery_codes_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_auth_users` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE `app_auth_invitations` ADD CONSTRAINT `app_auth_invitations_company_id_fkey` FOREIGN KEY (`company_id`) REFERENCES `app_auth_companies` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;

ALTER TABLE `app_auth_reset_tokens` ADD CONSTRAINT `app_auth_reset_tokens_user_id_fkey` FOREIGN KEY (`user_id`) REFERENCES `app_auth_users` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION;
