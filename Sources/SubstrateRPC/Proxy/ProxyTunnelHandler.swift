// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

/// Talks to a proxy, and leaves the pipeline when the node is at the other end.
final class ProxyTunnelHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var tunnel: ProxyTunnel
    /// Called once: with nil when the tunnel is there.
    private var finish: ((RPCError?) -> Void)?

    init(_ tunnel: ProxyTunnel, finish: @escaping (RPCError?) -> Void) {
        self.tunnel = tunnel
        self.finish = finish
    }

    /// Says the first words; to be called when the handler is in its place.
    func begin(on channel: any Channel) {
        do throws(RPCError) {
            channel.writeAndFlush(ByteBuffer(bytes: try tunnel.greeting()), promise: nil)
        } catch {
            end(error)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do throws(RPCError) {
            switch try tunnel.receive(unwrapInboundIn(data).readableBytesView) {
            case .wait: break
            case .say(let bytes): context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
            case .open:
                context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
                end(nil)
            }
        } catch {
            end(error)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { end(tunnel.lost(error)) }

    func channelInactive(context: ChannelHandlerContext) {
        end(tunnel.lost(nil))
        context.fireChannelInactive()
    }

    private func end(_ error: RPCError?) { finish.take()?(error) }
}
