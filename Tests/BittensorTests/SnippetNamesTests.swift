// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

@Suite("The articles for people who come from Python")
struct SnippetNamesTests {
    static let articles: String = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/SubtensorClient/Documentation.docc")
        let texts = ["ComingFromPython", "PythonClasses", "PythonPeers"].compactMap {
            try? String(contentsOf: folder.appending(path: "\($0).md"), encoding: .utf8)
        }
        return texts.joined(separator: "\n").split(separator: "\n").filter { $0.hasPrefix("| `") }
            .compactMap { $0.split(separator: "|").first }.joined(separator: " ")
    }()

    @Test(
        "every public name of the classes of bittensor 10.5.0 has its row",
        arguments: [subtensor, metagraph, balance, wallet, weights, synapse, axon, dendrite, tensor])
    func names(of names: String) {
        for name in names.split(separator: " ") {
            #expect(Self.articles.contains("`\(name)`") || Self.articles.contains("`\(name)("), "\(name)")
        }
    }

    @Test("every line of the programs that the documentation shows is a line of these tests")
    func programs() throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let package = tests.deletingLastPathComponent().deletingLastPathComponent()
        func lines(_ file: URL) throws -> [String] {
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
                let code = line.split(separator: " //", maxSplits: 1)[0]
                return String(code.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
            }
        }
        let tested = Set(
            try ["ReadmeExamplesTests", "ReadmePeersTests"].flatMap { try lines(tests.appending(path: "\($0).swift")) })
        let article = package.appending(path: "Sources/SubtensorClient/Documentation.docc/WhatAProgramDoes.md")
        var isCode = false
        var count = 0
        for line in try lines(article) {
            if line.hasPrefix("```") {
                isCode = line == "```swift"
            } else if isCode {
                count += 1
                #expect(tested.contains(line), "\(line)")
            }
        }
        #expect(count > 0)
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
}
