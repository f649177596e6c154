"""The admin by role: what an actor may see and change follows from their permissions; everything else is refused."""

from units.roles import Permission


class RoleAdminMixin:
    """Put before ModelAdmin or an inline. Whoever may change may also see; adding and deleting are asked apart."""

    view_permissions: frozenset[Permission] = frozenset()
    change_permissions: frozenset[Permission] = frozenset()
    may_delete = False

    def has_module_permission(self, request) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None) -> bool:
        return _holds(request, self.view_permissions | self.change_permissions)

    def has_add_permission(self, request, obj=None) -> bool:
        return _holds(request, self.change_permissions)

    def has_change_permission(self, request, obj=None) -> bool:
        return _holds(request, self.change_permissions)

    def has_delete_permission(self, request, obj=None) -> bool:
        return self.may_delete and _holds(request, self.change_permissions)


def _holds(request, permissions: frozenset[Permission]) -> bool:
    return any(request.actor.may(permission) for permission in permissions)
