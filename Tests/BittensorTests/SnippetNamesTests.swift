// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import TestVectors
import Testing

@Suite("The articles for people who come from Python")
struct SnippetNamesTests {
    static let articles: String = {
        let pages = [
            "ComingFromPython", "PythonClasses", "PythonPeers", "PythonTypes", "PythonErrors", "PythonUtilities",
        ]
        return pages.map { firstCells(of: "SubtensorClient/Documentation.docc/\($0)") }.joined(separator: " ")
            + firstCells(of: "BittensorWallet/Documentation.docc/PythonKeys")
    }()
    static let sdk11 = firstCells(of: "SubtensorClient/Documentation.docc/ComingFromSDK11")

    /// What the rows of a page are about: their first cells.
    private static func firstCells(of page: String) -> String {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        let text = try? String(contentsOf: sources.appending(path: "\(page).md"), encoding: .utf8)
        return (text ?? "").split(separator: "\n").filter { $0.hasPrefix("| `") }
            .compactMap { $0.split(separator: "|").first }.joined(separator: " ")
    }

    @Test(
        "every public name of the classes of bittensor 10.5.0 has its row",
        arguments: [
            subtensor, metagraph, balance, wallet, weights, synapse, axon, dendrite, tensor, keypair, keyfile,
            utilities,
            chainData, errors, moduleLevel,
        ])
    func names(of names: String) {
        for name in names.split(separator: " ") {
            #expect(Self.articles.contains("`\(name)`") || Self.articles.contains("`\(name)("), "\(name)")
        }
    }

    @Test(
        "every public name of bittensor 11.3.0 that a program uses has its row",
        arguments: [client11, intents11, values11])
    func sdk11(names: String) {
        for name in names.split(separator: " ") { #expect(Self.sdk11.contains("`\(name)`"), "\(name)") }
    }

    @Test("every read of bittensor 11.3.0 has its row", arguments: VectorFile("reads.json").cases("reads"))
    func reads(vector: Vector) {
        #expect(Self.sdk11.contains("`\(vector["read"].string)`"))
    }

    static let synapse =
        "name timeout total_size header_size dendrite axon computed_body_hash required_hash_fields set_name_type deserialize "
        + "is_success is_failure is_timeout is_blacklist failed_verification get_required_fields get_total_size body_hash "
        + "to_headers from_headers parse_headers_to_inputs TerminalInfo status_code status_message process_time ip port "
        + "version nonce uuid hotkey signature get_size cast_int cast_float StreamingSynapse process_streaming_response "
        + "create_streaming_response extract_response_json stream_response token_streamer BTStreamingResponseModel"
    static let axon =
        "add_args app attach blacklist_fns check_config config default_verify endpoint external_ip external_port "
        + "fast_config fast_server forward_class_types forward_fns full_address help info ip middleware_cls nonces ping "
        + "port priority_fns router serve start started stop thread_pool to_string uuid verify_body_integrity verify_fns "
        + "wallet create_error_response log_and_handle_error AxonMiddleware dispatch preprocess verify blacklist priority "
        + "run submit_task synapse_to_response FastAPIThreadedServer install_signal_handlers is_running run_in_thread "
        + "should_exit PriorityThreadPoolExecutor"
    static let dendrite =
        "aclose_session aquery call call_stream close_session external_ip forward keypair log_exception "
        + "preprocess_synapse_for_request process_error_message process_server_response query query_all_axons session "
        + "single_axon_response synapse_history uuid event_loop_is_running"
    static let tensor =
        "tensor buffer dtype shape numpy tolist Tensor.serialize Tensor.deserialize cast_dtype cast_shape DTypes"
    static let metagraph =
        "AS B C D E I S TS Tv W addresses coldkeys hotkeys load load_from_path metadata save state_dict sync R T n block "
        + "uids axons neurons active last_update validator_permit validator_trust total_stake hparams pool emissions "
        + "emissions_split identities identity symbol name pruning_score block_at_registration owner_hotkey owner_coldkey "
        + "network_registered_at last_step tempo blocks_since_last_step mechid mechanism_count max_uids num_uids "
        + "tao_dividends_per_hotkey alpha_dividends_per_hotkey root_weights lite should_sync chain_endpoint"
    static let balance = "from_float from_rao from_tao get_unit netuid rao_unit set_unit tao unit"
    static let wallet =
        "add_args coldkey coldkey_file coldkeypub coldkeypub_file create create_coldkey_from_uri create_hotkey_from_uri "
        + "create_if_non_existent create_new_coldkey create_new_hotkey debug_string get_coldkey get_coldkeypub get_hotkey "
        + "get_hotkeypub hotkey hotkey_file hotkey_str hotkeypub hotkeypub_file name path recreate regenerate_coldkey "
        + "regenerate_coldkeypub regenerate_hotkey regenerate_hotkeypub set_coldkey set_coldkeypub set_hotkey "
        + "set_hotkeypub to_string unlock_coldkey unlock_coldkeypub unlock_hotkey unlock_hotkeypub"
    static let weights =
        "normalize_max_weight process_weights process_weights_for_netuid convert_weights_and_uids_for_emit "
        + "convert_weight_uids_and_vals_to_tensor convert_bond_uids_and_vals_to_tensor generate_weight_hash"
    static let subtensor =
        "add_args add_liquidity add_proxy add_stake add_stake_burn add_stake_multiple all_subnets "
        + "announce_coldkey_swap announce_proxy block blocks_since_last_step blocks_since_last_update "
        + "blocks_until_next_epoch bonds burned_register claim_root clear_coldkey_swap_announcement close "
        + "commit_reveal_enabled commit_weights compose_call config contribute_crowdloan create_crowdloan "
        + "create_pure_proxy determine_block_hash difficulty dispute_coldkey_swap dissolve_crowdloan "
        + "does_hotkey_exist filter_netuids_by_registered_hotkeys finalize_crowdloan "
        + "get_activity_cutoff_factor_milli get_admin_freeze_window get_all_commitments get_all_ema_tao_inflow "
        + "get_all_metagraphs_info get_all_neuron_certificates get_all_revealed_commitments "
        + "get_all_subnets_info get_all_subnets_netuid get_auto_stakes get_balance get_balances get_block_hash "
        + "get_block_info get_children get_children_pending get_coldkey_lock get_coldkey_swap_announcement "
        + "get_coldkey_swap_announcement_delay get_coldkey_swap_announcements get_coldkey_swap_constants "
        + "get_coldkey_swap_dispute get_coldkey_swap_disputes get_coldkey_swap_reannouncement_delay "
        + "get_commitment get_commitment_metadata get_crowdloan_by_id get_crowdloan_constants "
        + "get_crowdloan_contributions get_crowdloan_next_id get_crowdloans get_current_block "
        + "get_delegate_by_hotkey get_delegate_identities get_delegate_take get_delegated get_delegates "
        + "get_ema_tao_inflow get_epoch_schedule_state get_existential_deposit get_extrinsic_fee "
        + "get_hotkey_conviction get_hotkey_owner get_hotkey_stake get_hyperparameter get_last_bonds_reset "
        + "get_last_commitment_bonds_reset_block get_last_epoch_block get_liquidity_list "
        + "get_max_activity_cutoff_factor_milli get_max_epochs_per_block get_max_tempo get_mechanism_count "
        + "get_mechanism_emission_split get_metagraph_info get_mev_shield_current_key get_mev_shield_next_key "
        + "get_min_activity_cutoff_factor_milli get_min_tempo get_minimum_required_stake "
        + "get_most_convicted_hotkey_on_subnet get_netuids_for_hotkey get_neuron_certificate "
        + "get_neuron_for_pubkey_and_subnet get_next_epoch_start_block get_owned_hotkeys "
        + "get_owner_hyperparam_rate_limit get_parents get_pending_epoch_at get_proxies "
        + "get_proxies_for_real_account get_proxy_announcement get_proxy_announcements get_proxy_constants "
        + "get_proxy_filter get_proxy_types get_revealed_commitment get_revealed_commitment_by_hotkey "
        + "get_root_alpha_dividends_per_subnet get_root_claim_type get_root_claimable_all_rates "
        + "get_root_claimable_rate get_root_claimable_stake get_root_claimed get_stake get_stake_add_fee "
        + "get_stake_availability_for_coldkeys get_stake_for_coldkey_and_hotkey get_stake_for_hotkey "
        + "get_stake_info_for_coldkey get_stake_info_for_coldkeys get_stake_lock get_stake_locks "
        + "get_stake_movement_fee get_stake_weight get_staking_hotkeys get_start_call_delay "
        + "get_subnet_burn_cost get_subnet_epoch_index get_subnet_hyperparameters get_subnet_info "
        + "get_subnet_owner_hotkey get_subnet_price get_subnet_prices get_subnet_reveal_period_epochs "
        + "get_subnet_validator_permits get_timelocked_weight_commits get_timestamp get_total_subnets "
        + "get_transfer_fee get_uid_for_hotkey_on_subnet get_unstake_fee get_vote_data help immunity_period "
        + "is_fast_blocks is_hotkey_delegate is_hotkey_registered is_hotkey_registered_any "
        + "is_hotkey_registered_on_subnet is_in_admin_freeze_window is_perpetual_lock is_subnet_active "
        + "kill_pure_proxy last_drand_round lock_stake max_weight_limit metagraph mev_submit_encrypted "
        + "min_allowed_weights modify_liquidity move_lock move_stake neuron_for_uid neurons neurons_lite "
        + "poke_deposit proxy proxy_announced query_constant query_identity query_map query_map_subtensor "
        + "query_module query_runtime_api query_subtensor recycle refund_crowdloan register register_limit "
        + "register_subnet reject_proxy_announcement remove_liquidity remove_proxies remove_proxy "
        + "remove_proxy_announcement reveal_weights root_register root_set_activity_cutoff_factor "
        + "root_set_pending_childkey_cooldown serve_axon set_activity_cutoff_factor set_auto_stake set_children "
        + "set_commitment set_delegate_take set_perpetual_lock set_reveal_commitment set_root_claim_type "
        + "set_subnet_identity set_tempo set_weights setup_config sign_and_send_extrinsic sim_swap start_call "
        + "state_call subnet subnet_exists subnetwork_n swap_coldkey_announced swap_stake tempo "
        + "toggle_user_liquidity transfer transfer_stake trigger_epoch tx_rate_limit unstake unstake_all "
        + "unstake_multiple update_cap_crowdloan update_end_crowdloan update_min_contribution_crowdloan "
        + "validate_extrinsic_params wait_for_block weights weights_rate_limit withdraw_crowdloan"
    static let keypair =
        "create_from_encrypted_json create_from_mnemonic create_from_private_key create_from_seed create_from_uri "
        + "crypto_type decrypt encrypt encrypt_for generate_mnemonic public_key sign ss58_address ss58_format verify"
    static let keyfile =
        "check_and_update_encryption data decrypt encrypt env_var_name exists_on_device get_keypair is_encrypted "
        + "is_readable is_writable keypair make_dirs path remove_password_from_env save_password_to_env set_keypair "
        + "ask_password_to_encrypt decrypt_keyfile_data deserialize_keypair_from_keyfile_data encrypt_keyfile_data "
        + "get_coldkey_password_from_environment keyfile_data_encryption_method keyfile_data_is_encrypted "
        + "keyfile_data_is_encrypted_ansible keyfile_data_is_encrypted_legacy keyfile_data_is_encrypted_nacl "
        + "legacy_encrypt_keyfile_data serialized_keypair_to_keyfile_data validate_password KeyFileError PasswordError"
    static let utilities =
        "Certificate ChainFeatureDisabledWarning UnlockStatus decode_hex_identity_dict deprecated_message "
        + "determine_chain_endpoint_and_network float_to_u64 format_error_message get_caller_name "
        + "get_explorer_url_for_network get_function_name get_hash get_mechid_storage_index "
        + "get_netuid_and_mechid_by_storage_index is_valid_bittensor_address_or_public_key is_valid_ss58_address "
        + "ss58_address_to_bytes ss58_to_vec_u8 strtobool torch u16_normalized_float u64_normalized_float unlock_key "
        + "use_torch validate_chain_endpoint validate_max_attempts hex_to_bytes hex_to_ss58 ss58_decode ss58_encode "
        + "ss58_to_hex check_version VersionCheckError RAOPERTAO SS58_FORMAT U16_MAX U64_MAX GLOBAL_MAX_SUBNET_COUNT "
        + "tao rao check_balance_amount FixedPoint fixed_to_float convert_maybe_split_to_u16 "
        + "convert_and_normalize_weights_and_uids convert_root_weight_uids_and_vals_to_tensor convert_uids_and_weights"
    static let chainData =
        "AxonInfo ChainIdentity ColdkeySwapAnnouncementInfo ColdkeySwapConstants ColdkeySwapDisputeInfo "
        + "CrowdloanConstants CrowdloanInfo DelegateInfo DelegateInfoLite DelegatedInfo DynamicInfo GenericCall IPInfo "
        + "MetagraphInfo MetagraphInfoEmissions MetagraphInfoParams MetagraphInfoPool NeuronInfo NeuronInfoLite "
        + "PrometheusInfo ProposalCallData ProposalVoteData ProxyAnnouncementInfo ProxyConstants ProxyFilterInfo "
        + "ProxyInfo ProxyType ProxyTypeInfo RootClaimType ScheduledColdkeySwapInfo SelectiveMetagraphIndex "
        + "SimSwapResult StakeInfo SubnetHyperparameters SubnetIdentity SubnetInfo SubnetState WeightCommitInfo"
    static let errors =
        "BalanceTypeError BalanceUnitMismatchError BlacklistedException BlockNotFound ChainConnectionError ChainError "
        + "ChainQueryError ChainTransactionError DelegateTakeTooHigh DelegateTakeTooLow DelegateTxRateLimitExceeded "
        + "DuplicateChild ExtrinsicNotFound HotKeyAccountNotExists IdentityError InternalServerError InvalidChild "
        + "InvalidRequestNameError MaxAttemptsException MaxSuccessException MetadataError NominationError "
        + "NonAssociatedColdKey NotDelegateError NotEnoughStakeToSetChildkeys NotRegisteredError NotVerifiedException "
        + "PostProcessException PriorityException ProportionOverflow RegistrationError "
        + "RegistrationNotPermittedOnRootSubnet RunException StakeError StorageFunctionNotFound SubnetNotExists "
        + "SubstrateRequestException SynapseDendriteNoneException SynapseException SynapseParsingError TakeError "
        + "TooManyChildren TransferError TxRateLimitExceeded UnknownSynapseError UnstakeError"
    static let moduleLevel =
        "bt.logging bt.Config bt.DEFAULTS bt.BLOCKTIME MockSubtensor SubnetsAPI SubtensorApi bt.timelock "
        + "PriorityThreadPoolExecutor submit map shutdown is_empty get_async_subtensor"
    static let client11 =
        "query query_map query_batch runtime constant decode_scale read reads blocks mine_pow_registration timestamp "
        + "block_time is_fast_blocks block_info wait_for_block wait_for_timestamp wait_for_epoch preflight "
        + "estimate_shielded_carrier_fee plan execute execute_tool submit_shielded submit_call prepare_call "
        + "submit_signature compose estimate_weight multisig tools token_symbols balance policy connect close block "
        + "finalized_block spec_version at"
    static let intents11 =
        "associate_hotkey associate_evm_key batch set_children set_childkey_take increase_take decrease_take set_take "
        + "announce_coldkey_swap swap_coldkey_announced clear_coldkey_swap_announcement dispute_coldkey_swap "
        + "add_collateral set_min_collateral create_crowdloan contribute_crowdloan finalize_crowdloan refund_crowdloan "
        + "dissolve_crowdloan withdraw_crowdloan update_crowdloan_cap update_crowdloan_end "
        + "update_crowdloan_min_contribution set_crowdloan_max_contribution fund_evm_key evm_withdraw trim_subnet "
        + "trim_null_subnet_batch stake_burn set_mechanism_count update_symbol set_hyperparameter set_identity "
        + "set_subnet_identity register_leased_network terminate_lease lock_stake set_perpetual_lock "
        + "set_reject_locked_alpha move_lock multisig_threshold_1 multisig_execute multisig_approve multisig_cancel "
        + "add_proxy remove_proxy remove_proxies create_pure_proxy kill_pure_proxy execute_proxy_announced pow_register "
        + "burned_register register_subnet start_call root_register claim_root claim_root_with_hotkey swap_hotkey "
        + "set_subnet_emission_enabled set_root_claim_threshold serve_axon serve_axon_tls serve_prometheus reset_axon "
        + "add_stake remove_stake move_stake add_stake_limit remove_stake_limit unstake_all unstake_all_alpha "
        + "swap_stake move_swap_stake transfer_stake set_auto_stake stake_into_basket swap_basket swap_basket_many "
        + "transfer transfer_all set_weights commit_weights reveal_weights"
    static let values11 =
        "Subtensor Client SyncClient close_shared_clients Snapshot BlockHeader BlockInfo EpochEvent Neuron Metagraph "
        + "MetagraphNeuron NeuronCommitment SubnetInfo Balance UnitMismatchError alpha StakePosition StakeValuation "
        + "DelegateInfo DelegatedStake Commitment SwapQuote ExtrinsicResult BittensorError ChainError "
        + "ConnectionNotReady ErrorCode PolicyError RpcConnectionError RpcPolicyError Wallet wallets evm timelock "
        + "Timelocked TimelockError TimelockNotReady http_auth Plan Policy Multisig Signer KeyedWallet WalletLike "
        + "WalletSigner public_view resolve_signer UnsignedExtrinsic SigningContext ExtensionSigner "
        + "connect_extension_signer LedgerSigner VaultSigner"
}
